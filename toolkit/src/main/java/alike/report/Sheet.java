package alike.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A finished table of texts: what is printed, shown and exported.
 *
 * @param title what it shows
 * @param columns the heads, from left to right
 * @param rows the cells of each row, one a column
 * @param note one line beneath the table; may be empty
 */
public record Sheet(String title, List<Column> columns, List<List<Cell>> rows, String note) {

  /**
   * A column.
   *
   * @param name its head
   * @param number whether it holds figures, which stand to the right
   */
  public record Column(String name, boolean number) {}

  /**
   * A cell.
   *
   * @param text what it says
   * @param mark what it is among the others
   */
  public record Cell(String text, Mark mark) {
    static Cell of(String text) {
      return new Cell(text, Mark.NONE);
    }
  }

  /** What a cell is among the others. */
  public enum Mark {
    /** Nothing of note. */
    NONE(""),
    /** The best of its column. */
    BEST(" ★"),
    /** Not told apart from the best. */
    TIED(" °"),
    /** A claim that holds. */
    HOLDS(""),
    /** A claim that does not hold. */
    FAILS(""),
    /** A claim that the figures do not decide. */
    OPEN("");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    /** Returns what stands behind the text where there is no bold type. */
    public String sign() {
      return sign;
    }
  }

  /** Copies columns and rows in. */
  public Sheet {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Returns the table for Tablesaw, all cells as text. */
  public Table table() {
    var table = Table.create(title);
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      var texts = rows.stream().map(row -> signed(row.get(column))).toList();
      table.addColumns(StringColumn.create(columns.get(c).name(), texts));
    }
    return table;
  }

  private static String signed(Cell cell) {
    return cell.text() + cell.mark().sign();
  }

  /** Returns the table as GitHub's Markdown; the best in bold. */
  public String markdown() {
    var lines = new ArrayList<String>();
    lines.add("**" + Markdown.escape(title) + "**\n");
    lines.add(bar(columns.stream().map(column -> Markdown.escape(column.name())).toList()));
    lines.add(bar(columns.stream().map(column -> column.number() ? "---:" : "---").toList()));
    for (var row : rows) {
      lines.add(bar(row.stream().map(Markdown::cell).toList()));
    }
    if (!note.isEmpty()) {
      lines.add("\n" + Markdown.escape(note));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String bar(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** Returns the table as LaTeX; needs the package {@code booktabs}. */
  public String latex() {
    var places =
        columns.stream().map(column -> column.number() ? "r" : "l").collect(Collectors.joining());
    var heads = columns.stream().map(column -> Latex.escape(column.name())).toList();
    var body =
        rows.stream()
            .map(row -> row.stream().map(Latex::cell).collect(Collectors.joining(" & ")))
            .map(row -> "    " + row + " \\\\\n")
            .collect(Collectors.joining());
    var beneath = note.isEmpty() ? "" : "  \\\\[2pt] {\\footnotesize " + Latex.escape(note) + "}\n";
    return """
    \\begin{table}
      \\centering
      \\caption{%s}
      \\begin{tabular}{%s}
        \\toprule
        %s \\\\
        \\midrule
    %s    \\bottomrule
      \\end{tabular}
    %s\\end{table}
    """
        .formatted(Latex.escape(title), places, String.join(" & ", heads), body, beneath);
  }

  /** Returns the table as text in columns. */
  @Override
  public String toString() {
    var lines = new ArrayList<List<String>>();
    lines.add(columns.stream().map(Column::name).toList());
    rows.forEach(row -> lines.add(row.stream().map(Sheet::signed).toList()));
    var text = new StringBuilder(title);
    for (int line = 0; line < lines.size(); line++) {
      text.append("\n  ").append(aligned(lines, line).stripTrailing());
      if (line == 0) {
        text.append("\n  ").append("─".repeat(aligned(lines, 0).length()));
      }
    }
    return text.append(note.isEmpty() ? "" : "\n  " + note).toString();
  }

  private String aligned(List<List<String>> lines, int line) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            c -> {
              int width = lines.stream().mapToInt(cells -> cells.get(c).length()).max().orElse(1);
              var side = columns.get(c).number() && c > 0 ? "" : "-";
              return ("%" + side + Math.max(1, width) + "s").formatted(lines.get(line).get(c));
            })
        .collect(Collectors.joining("   "));
  }
}
