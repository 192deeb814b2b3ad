package alike.show;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pair of axes of a figure, with what is drawn on it. */
record Panel(String yLabel, @Nullable Range range, List<Line> lines) {

  /** The ends of an axis. */
  record Range(double low, double high) {}

  /** How a line is drawn: plainly, thin and pale behind the others, or as dots. */
  enum Look {
    PLAIN,
    FAINT,
    DOTS
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
