package alike.show;

import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;

/** From where to where the axes of a figure go. */
final class Axes {

  private Axes() {}

  /** Returns the x axis that all panels share. */
  static Panel.Range xRange(List<Panel> panels) {
    var range =
        panels.stream()
            .flatMap(panel -> panel.lines().stream())
            .flatMapToDouble(line -> Arrays.stream(line.x()))
            .filter(Double::isFinite)
            .summaryStatistics();
    if (range.getCount() == 0) {
      return new Panel.Range(0, 1);
    }
    var spread = spread(range.getMin(), range.getMax(), 0);
    double margin = (spread.high() - spread.low()) / 100; // else XChart puts no round ticks on it
    return new Panel.Range(spread.low() - margin, spread.high() + margin);
  }

  /** Sets the ends of both axes. */
  static void range(XYChart chart, Panel.Range xRange, Panel panel) {
    var style = chart.getStyler();
    style.setXAxisMin(xRange.low());
    style.setXAxisMax(xRange.high());
    var range = panel.range();
    if (range == null) {
      var y =
          panel.lines().stream()
              .flatMapToDouble(line -> Arrays.stream(line.y()))
              .filter(Double::isFinite)
              .summaryStatistics();
      range = y.getCount() == 0 ? new Panel.Range(0, 1) : spread(y.getMin(), y.getMax(), 0.06);
    }
    style.setYAxisMin(range.low());
    style.setYAxisMax(range.high());
  }

  private static Panel.Range spread(double low, double high, double margin) {
    double width = high > low ? high - low : Math.max(1e-6, Math.abs(low) * 0.1);
    double around = high > low ? margin * width : width;
    boolean fromZero = low >= 0 && low - around < 0;
    return new Panel.Range(fromZero ? 0 : low - around, high + around);
  }
}
