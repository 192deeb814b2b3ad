package alike.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pair of axes of a figure, with what is drawn on it. */
record Panel(String yLabel, @Nullable Range range, List<Line> lines) {

  /** The ends of an axis. */
  record Range(double low, double high) {}

  /** How a line is drawn: plainly, thin and pale behind the others, as dots, or as a pale area. */
  enum Look {
    PLAIN,
    FAINT,
    DOTS,
    BAND;

    /** Returns whether it stands in the legend: what lies behind another line does not. */
    boolean named() {
      return this == PLAIN || this == DOTS;
    }
  }

  /** One named series; {@code x} and {@code y} belong to the figure and are never changed. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Line(String name, double[] x, double[] y, Look look) {

    Line {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            "Line '%s' has %d x values and %d y values. Give one y for each x."
                .formatted(name, x.length, y.length));
      }
      x = x.clone();
      y = y.clone();
    }

    /** Returns an area as its outline: along its upper edge and back along the lower. */
    static Line band(String name, double[] x, double[] low, double[] high) {
      if (low.length != x.length || high.length != x.length) {
        throw new IllegalArgumentException(
            "Band '%s' has %d x values, %d low and %d high ones. Give one of each for each x."
                .formatted(name, x.length, low.length, high.length));
      }
      int n = x.length;
      var around = new double[2 * n];
      var edge = new double[2 * n];
      Arrays.setAll(around, i -> x[i < n ? i : 2 * n - 1 - i]);
      Arrays.setAll(edge, i -> i < n ? high[i] : low[2 * n - 1 - i]);
      return new Line(name, around, edge, Look.BAND);
    }

    /** Returns the points as lines of CSV; of a band its two edges, each from left to right. */
    String csv(String panel) {
      var csv = new StringBuilder();
      int n = x.length / 2;
      for (int i = 0; i < x.length; i++) {
        boolean low = look == Look.BAND && i >= n;
        int at = low ? 3 * n - 1 - i : i;
        String edge = look != Look.BAND ? "" : low ? " (low)" : " (high)";
        csv.append(Csv.line(panel, name + edge, x[at], y[at]));
      }
      return csv.toString();
    }
  }

  Panel {
    lines = List.copyOf(lines);
  }

  Panel with(Line line) {
    if (lines.stream().anyMatch(other -> other.name.equals(line.name))) {
      throw new IllegalArgumentException(
          "This panel has a line '%s' already. Give each line a name of its own."
              .formatted(line.name));
    }
    var more = new ArrayList<>(lines);
    more.add(line);
    return new Panel(yLabel, range, more);
  }

  Panel withRange(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "The range of an axis must go from low to high, got %s to %s.".formatted(low, high));
    }
    return new Panel(yLabel, new Range(low, high), lines);
  }
}
