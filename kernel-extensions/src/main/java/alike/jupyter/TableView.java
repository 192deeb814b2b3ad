package alike.jupyter;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables: the first and last rows, each column's type, the number of rows. */
final class TableView {

  private static final int WHOLE = 20; // longer tables are cut
  private static final int HEAD = 10;
  private static final int TAIL = 5;
  private static final int COLUMNS = 30;

  private TableView() {}

  static Bundle of(Table table) {
    return Bundle.text(size(table) + "\n" + table.print(WHOLE)).html(html(table));
  }

  private static String size(Table table) {
    return "%s: %s %s, %d %s"
        .formatted(
            table.name(),
            Html.count(table.rowCount()),
            table.rowCount() == 1 ? "row" : "rows",
            table.columnCount(),
            table.columnCount() == 1 ? "column" : "columns");
  }

  static String html(Table table) {
    int rows = table.rowCount();
    var columns = table.columns().stream().limit(COLUMNS).toList();
    var shown =
        rows <= WHOLE
            ? IntStream.range(0, rows)
            : IntStream.concat(IntStream.range(0, HEAD), IntStream.range(rows - TAIL, rows));
    var body =
        shown
            .mapToObj(row -> gap(row, rows, columns.size()) + row(row, columns))
            .collect(Collectors.joining());
    var hidden = table.columnCount() - columns.size();
    return """
    <div class="alike-scroll"><table class="alike-table"><thead><tr>\
    <th scope="col" class="alike-n alike-dim">#</th>%s</tr></thead><tbody>%s</tbody></table></div>\
    <div class="alike-small alike-dim">%s%s</div>\
    """
        .formatted(
            columns.stream().map(TableView::heading).collect(Collectors.joining()),
            body,
            Html.escape(size(table)),
            hidden > 0 ? ", the last %d of them not shown".formatted(hidden) : "");
  }

  private static String gap(int row, int rows, int columns) {
    return rows > WHOLE && row == rows - TAIL
        ? "<tr><td class=\"alike-n\">⋮</td><td colspan=\"%d\" class=\"alike-dim\">%s rows</td></tr>"
            .formatted(columns, Html.count(rows - HEAD - TAIL))
        : "";
  }

  private static String heading(Column<?> column) {
    return "<th scope=\"col\"%s>%s<br><span class=\"alike-small alike-dim\">%s</span></th>"
        .formatted(
            column instanceof NumericColumn ? " class=\"alike-n\"" : "",
            Html.escape(column.name()),
            Html.escape(column.type().name().toLowerCase(java.util.Locale.ROOT)));
  }

  private static String row(int row, Iterable<Column<?>> columns) {
    var html = new StringBuilder("<tr><th scope=\"row\" class=\"alike-n alike-dim\">").append(row);
    html.append("</th>");
    for (var column : columns) {
      boolean number = column instanceof NumericColumn;
      html.append(number ? "<td class=\"alike-n\">" : "<td>").append(cell(column, row));
      html.append("</td>");
    }
    return html.append("</tr>").toString();
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "<span class=\"alike-dim\" title=\"missing\">–</span>";
    }
    return column instanceof NumericColumn<?> numbers
        ? Html.number(numbers.getDouble(row))
        : Html.escape(column.getString(row));
  }
}
