package alike.train;

import alike.show.Figure;
import java.util.Arrays;
import java.util.List;

/** The series of a run as curves over the steps, one panel a series. */
final class RunChart {

  private static final int SMOOTHED_FROM = 60; // fewer points are shown as they are

  private RunChart() {}

  static Figure of(String title, Metrics metrics, List<String> names) {
    for (var name : names) {
      if (metrics.series(name).size() == 0) {
        throw new IllegalArgumentException(
            "No figures named \"%s\" were recorded. There are: %s."
                .formatted(name, String.join(", ", metrics.names())));
      }
    }
    var figure = Figure.lines(title, "step", label(names.get(0)));
    for (int i = 0; i < names.size(); i++) {
      figure = i == 0 ? figure : figure.panel(label(names.get(i)));
      figure = draw(figure, names.get(i), metrics.series(names.get(i)));
    }
    return figure;
  }

  private static Figure draw(Figure figure, String name, Metrics.Series series) {
    var steps = new double[series.size()];
    var values = new double[series.size()];
    Arrays.setAll(steps, series::step);
    Arrays.setAll(values, series::value);
    return series.size() < SMOOTHED_FROM
        ? figure.line(name, steps, values)
        : figure.faint(name + ", each step", steps, values).line(name, steps, smoothed(values));
  }

  /** Returns the mean of each value and those around it, a fiftieth of all to both sides. */
  private static double[] smoothed(double[] values) {
    int reach = Math.max(1, values.length / 50);
    var sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
    }
    var means = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - reach);
      int to = Math.min(values.length, i + reach + 1);
      means[i] = (sums[to] - sums[from]) / (to - from);
    }
    return means;
  }

  private static String label(String name) {
    return switch (name) {
      case "loss" -> "loss (nats)";
      case "knn" -> "kNN accuracy";
      case "rate" -> "learning rate";
      default -> name;
    };
  }
}
