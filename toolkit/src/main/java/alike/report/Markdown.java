package alike.report;

/** Text for GitHub's Markdown. */
final class Markdown {

  private Markdown() {}

  static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("<", "&lt;")
        .replace("\n", " ");
  }

  static String cell(Sheet.Cell cell) {
    var text = escape(cell.text());
    return switch (cell.mark()) {
      case BEST -> "**" + text + "**";
      case TIED -> text + cell.mark().sign();
      case HOLDS, FAILS, OPEN -> "**" + text + "**";
      case NONE -> text;
    };
  }
}
