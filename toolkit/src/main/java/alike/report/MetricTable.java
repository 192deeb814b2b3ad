package alike.report;

import alike.evaluate.Trials;
import alike.show.Csv;
import alike.show.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The table of a paper: one row a method, one column a measure, each cell mean ± standard deviation
 * over seeds. The best of a column is marked (★, bold), and so is what a paired t-test over the
 * same seeds does not tell apart from it (°, p ≥ 0.05, three seeds or more). An immutable value;
 * each method returns a new one.
 *
 * <pre>{@code
 * MetricTable.of("Fashion-MNIST", "method")
 *     .higher("kNN (%)").lower("ECE")
 *     .row("SimCLR", Trials.of(84.0, 84.3, 83.9), Trials.of(0.031, 0.029, 0.033))
 *     .row("SupCon", Trials.of(85.2, 85.0, 85.6), Trials.of(0.022, 0.025, 0.021))
 *     .save("table.tex");
 * }</pre>
 */
public final class MetricTable implements Tabular {

  private static final double LEVEL = 0.05;

  private final String title;
  private final String head;
  private final List<Measure> measures;
  private final List<Row> rows;
  private final Provenance provenance;

  private MetricTable(
      String title, String head, List<Measure> measures, List<Row> rows, Provenance provenance) {
    this.title = title;
    this.head = head;
    this.measures = List.copyOf(measures);
    this.rows = List.copyOf(rows);
    this.provenance = provenance;
  }

  /** Which figure of a column is best. */
  private enum Best {
    HIGHEST(" ↑"),
    LOWEST(" ↓"),
    NONE("");

    private final String sign;

    Best(String sign) {
      this.sign = sign;
    }
  }

  private record Measure(String name, Best best) {}

  private record Row(String name, List<Trials> figures) {}

  /** Starts a table; {@code head} names what the rows are, for example {@code method}. */
  public static MetricTable of(String title, String head) {
    return new MetricTable(title, head, List.of(), List.of(), Provenance.none());
  }

  /** Adds a column whose highest figure is best; its name has the unit in round brackets. */
  public MetricTable higher(String name) {
    return with(new Measure(name, Best.HIGHEST));
  }

  /** Adds a column whose lowest figure is best. */
  public MetricTable lower(String name) {
    return with(new Measure(name, Best.LOWEST));
  }

  /** Adds a column in which nothing is best. */
  public MetricTable plain(String name) {
    return with(new Measure(name, Best.NONE));
  }

  private MetricTable with(Measure measure) {
    if (!rows.isEmpty()) {
      throw new IllegalStateException(
          "Column '%s' comes after the first row. Name all columns, then add the rows."
              .formatted(measure.name));
    }
    var more = new ArrayList<>(measures);
    more.add(measure);
    return new MetricTable(title, head, more, rows, provenance);
  }

  /** Adds a row: a figure over seeds for each column, in their order. */
  public MetricTable row(String name, Trials... figures) {
    if (figures.length != measures.size()) {
      throw new IllegalArgumentException(
          "Row '%s' needs a figure for each of %d columns, got %d."
              .formatted(name, measures.size(), figures.length));
    }
    var more = new ArrayList<>(rows);
    more.add(new Row(name, List.of(figures)));
    return new MetricTable(title, head, measures, more, provenance);
  }

  /** Returns a copy that comes from somewhere: its JSON says so. */
  public MetricTable from(Provenance facts) {
    return new MetricTable(title, head, measures, rows, facts);
  }

  @Override
  public Sheet sheet() {
    var columns = new ArrayList<Sheet.Column>();
    columns.add(new Sheet.Column(head, false));
    measures.forEach(each -> columns.add(new Sheet.Column(each.name + each.best.sign, true)));
    var cells = new ArrayList<List<Sheet.Cell>>();
    rows.forEach(row -> cells.add(new ArrayList<>(List.of(Sheet.Cell.of(row.name)))));
    for (int c = 0; c < measures.size(); c++) {
      var column = column(c);
      var decimals = Decimals.of(column);
      var best = best(measures.get(c).best, column);
      for (int r = 0; r < rows.size(); r++) {
        cells.get(r).add(new Sheet.Cell(decimals.text(column.get(r)), mark(column, best, r)));
      }
    }
    return new Sheet(title, columns, cells, note(cells));
  }

  private List<Trials> column(int index) {
    return rows.stream().map(row -> row.figures.get(index)).toList();
  }

  private static OptionalInt best(Best kind, List<Trials> column) {
    if (kind == Best.NONE || column.size() < 2) {
      return OptionalInt.empty();
    }
    int sign = kind == Best.HIGHEST ? 1 : -1;
    return IntStream.range(0, column.size())
        .reduce((a, b) -> sign * (column.get(b).mean() - column.get(a).mean()) > 0 ? b : a);
  }

  private static Sheet.Mark mark(List<Trials> column, OptionalInt best, int row) {
    if (best.isEmpty()) {
      return Sheet.Mark.NONE;
    }
    var first = column.get(best.getAsInt());
    var other = column.get(row);
    if (row == best.getAsInt() || other.mean() == first.mean()) {
      return Sheet.Mark.BEST;
    }
    boolean testable = first.size() >= 3 && first.size() == other.size();
    return testable && first.against(other).tTest() >= LEVEL ? Sheet.Mark.TIED : Sheet.Mark.NONE;
  }

  private String note(List<List<Sheet.Cell>> cells) {
    var sizes = rows.stream().flatMap(row -> row.figures.stream()).mapToInt(Trials::size);
    var seeds = sizes.summaryStatistics();
    if (seeds.getCount() == 0) {
      return "";
    }
    var over =
        seeds.getMin() == seeds.getMax()
            ? "%d".formatted(seeds.getMin())
            : "%d to %d".formatted(seeds.getMin(), seeds.getMax());
    boolean one = seeds.getMax() == 1;
    var note = one ? "One seed." : "Mean ± standard deviation over %s seeds.".formatted(over);
    boolean tied = cells.stream().flatMap(List::stream).anyMatch(c -> c.mark() == Sheet.Mark.TIED);
    return note + (tied ? " °: not told apart from the best, p ≥ 0.05 (paired t-test)." : "");
  }

  /** Returns one line a figure: row, measure, number of the seed, value. */
  @Override
  public String csv() {
    var csv = new StringBuilder(Csv.line(head, "measure", "seed", "value"));
    for (var row : rows) {
      for (int c = 0; c < measures.size(); c++) {
        double[] values = row.figures.get(c).values();
        for (int seed = 0; seed < values.length; seed++) {
          csv.append(Csv.line(row.name, measures.get(c).name, seed + 1, values[seed]));
        }
      }
    }
    return csv.toString();
  }

  @Override
  public String json() {
    var json = Json.of(title, provenance);
    var list = json.putArray("rows");
    for (var row : rows) {
      var item = list.addObject().put(head, row.name);
      for (int c = 0; c < measures.size(); c++) {
        item.set(measures.get(c).name, Json.of(row.figures.get(c)));
      }
    }
    return Json.text(json);
  }

  @Override
  public String toString() {
    return sheet().toString();
  }
}
