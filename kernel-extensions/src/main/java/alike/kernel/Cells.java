package alike.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Where in which cell a statement stands: JShell counts snippets, people count cells. */
final class Cells {

  /**
   * A line of a cell.
   *
   * @param cell the cell's number, as shown beside it
   * @param line from 1
   * @param text the line
   */
  record Place(int cell, int line, String text) {}

  private record Start(int cell, int line, List<String> lines) {}

  private final JShell shell;
  private final Map<String, Start> starts = new HashMap<>();
  private int cell;
  private String code = "";
  private int searchedTo;

  Cells(JShell shell) {
    this.shell = shell;
  }

  void begin(int number, String source) {
    cell = number;
    code = source;
    searchedTo = 0;
    shell
        .snippets()
        .forEach(snippet -> starts.putIfAbsent(snippet.id(), new Start(0, 1, List.of())));
  }

  /** Notes where the snippets of the present cell start. */
  void end() {
    shell.snippets().filter(snippet -> !starts.containsKey(snippet.id())).forEach(this::note);
  }

  private void note(Snippet snippet) {
    int at = code.indexOf(snippet.source().strip(), searchedTo);
    int line = 1;
    if (at >= 0) {
      searchedTo = at + 1;
      line += (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
    }
    starts.put(snippet.id(), new Start(cell, line, code.lines().toList()));
  }

  /**
   * Finds a line of a snippet.
   *
   * @param snippet JShell's id
   * @param line within the snippet, from 1
   */
  Optional<Place> find(String snippet, int line) {
    var start = starts.get(snippet);
    if (start == null || start.cell == 0) {
      return Optional.empty();
    }
    int number = start.line + line - 1;
    boolean known = number >= 1 && number <= start.lines.size();
    return Optional.of(new Place(start.cell, number, known ? start.lines.get(number - 1) : ""));
  }
}
