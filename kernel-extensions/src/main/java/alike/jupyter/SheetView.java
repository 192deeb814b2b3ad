package alike.jupyter;

import alike.report.Sheet;
import alike.report.Tabular;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of a paper: the best in bold, verdicts as chips. */
final class SheetView {

  private SheetView() {}

  static Bundle of(Tabular table) {
    var sheet = table.sheet();
    return Bundle.text(sheet.toString()).html(html(sheet));
  }

  private static String html(Sheet sheet) {
    var heads =
        sheet.columns().stream()
            .map(column -> "<th scope=\"col\"%s>%s</th>".formatted(side(column), text(column)))
            .collect(Collectors.joining());
    var rows =
        sheet.rows().stream()
            .map(
                row ->
                    IntStream.range(0, row.size())
                        .mapToObj(c -> cell(sheet.columns().get(c), row.get(c), c == 0))
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
            .collect(Collectors.joining());
    return """
    <div class="alike-title">%s</div><div class="alike-scroll"><table class="alike-table">\
    <thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>\
    <div class="alike-small alike-dim">%s</div>\
    """
        .formatted(Html.escape(sheet.title()), heads, rows, Html.escape(sheet.note()));
  }

  private static String text(Sheet.Column column) {
    return Html.escape(column.name());
  }

  private static String side(Sheet.Column column) {
    return column.number() ? " class=\"alike-n\"" : "";
  }

  private static String cell(Sheet.Column column, Sheet.Cell cell, boolean head) {
    var tag = head ? "th scope=\"row\"" : "td";
    return "<%s%s>%s</%s>".formatted(tag, side(column), content(cell), head ? "th" : "td");
  }

  private static String content(Sheet.Cell cell) {
    var text = Html.escape(cell.text());
    return switch (cell.mark()) {
      case NONE -> text;
      case BEST -> "<b>" + text + "</b>";
      case TIED -> text + Html.escape(cell.mark().sign());
      case HOLDS -> chip("#009e73", text);
      case FAILS -> chip("#d55e00", text);
      case OPEN -> chip("#8a8a8a", text);
    };
  }

  private static String chip(String colour, String text) {
    return "<span class=\"alike-chip\" style=\"--alike-state:%s\">%s</span>"
        .formatted(colour, text);
  }
}
