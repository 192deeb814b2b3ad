package alike.train;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/** The figures of a run, one row an epoch. */
final class EpochTable {

  private EpochTable() {}

  static Table of(String title, Metrics metrics) {
    var ends = metrics.series("epoch"); // recorded after the last step of each epoch
    var epochs = LongColumn.create("epoch", ends.size());
    var steps = LongColumn.create("step", ends.size());
    for (int row = 0; row < ends.size(); row++) {
      var unused = epochs.set(row, (long) ends.value(row));
      unused = steps.set(row, ends.step(row));
    }
    var table = Table.create(title, epochs, steps);
    for (var name : metrics.names()) {
      if (!name.equals("epoch")) {
        table.addColumns(column(name, metrics.series(name), ends));
      }
    }
    return table;
  }

  /** Returns for each epoch the mean of the loss, and the last value of everything else. */
  private static DoubleColumn column(String name, Metrics.Series series, Metrics.Series ends) {
    var column = DoubleColumn.create(name, ends.size());
    int at = 0;
    for (int row = 0; row < ends.size(); row++) {
      int first = at;
      double sum = 0;
      while (at < series.size() && series.step(at) <= ends.step(row)) {
        sum += series.value(at++);
      }
      if (at > first) {
        double value = name.equals("loss") ? sum / (at - first) : series.value(at - 1);
        var unused = column.set(row, value);
      }
    }
    return column;
  }
}
