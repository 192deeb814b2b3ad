package alike.jupyter;

import alike.show.HouseStyle;
import alike.show.Thin;
import alike.train.Metrics;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;

/** One series as a small picture with its last value in figures above. */
final class Curve {

  private static final int WIDTH = 260;
  private static final int HEIGHT = 95;
  private static final int TOP = 6;
  private static final int BOTTOM = 80;
  private static final int POINTS = 240;
  private static final int SMOOTHED_FROM = 60; // values; fewer are drawn as they are

  private final double[] steps;
  private final double[] values;
  private final DoubleSummaryStatistics range;
  private final double lastStep;

  private Curve(double[] steps, double[] values) {
    this.steps = steps;
    this.values = values;
    this.range = Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
    this.lastStep = steps[steps.length - 1];
  }

  static String label(String name) {
    return switch (name) {
      case "knn" -> "kNN accuracy";
      case "rate" -> "learning rate";
      default -> name;
    };
  }

  static String html(String name, Metrics.Series series) {
    var steps = new double[series.size()];
    var values = new double[series.size()];
    Arrays.setAll(steps, series::step);
    Arrays.setAll(values, series::value);
    var last = Html.escape(Html.number(series.last(), 4));
    var label = Html.escape(label(name));
    var picture = series.size() == 0 ? "" : new Curve(steps, values).svg(name, label, last);
    return "<div><div class=\"alike-head\"><span>%s</span><b>%s</b></div>%s</div>"
        .formatted(label, last, picture);
  }

  private String svg(String name, String label, String last) {
    if (range.getCount() == 0) {
      return "";
    }
    var colour =
        switch (name) {
          case "loss" -> HouseStyle.PALETTE.get(0);
          case "rate" -> "#8a8a8a";
          default -> HouseStyle.PALETTE.get(2);
        };
    boolean smooth = !name.equals("rate") && values.length >= SMOOTHED_FROM;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg viewBox="0 0 %d %d" role="img" aria-label="%s over the steps, from %s to %s">\
        <path d="M0 %dH%dM0 %dH%d" stroke="#8884" fill="none"/>"""
            .formatted(
                WIDTH, HEIGHT, label, Html.number(values[0]), last, TOP, WIDTH, BOTTOM, WIDTH));
    if (smooth) {
      svg.append(path(steps, values, colour, 1, 0.35))
          .append(path(steps, smoothed(), colour, 2, 1));
    } else {
      svg.append(path(steps, values, colour, 2, 1));
    }
    if (values.length <= 40) {
      svg.append(dots(colour));
    }
    return svg.append(words()).append("</svg>").toString();
  }

  /** Returns the ends of both axes, in figures, beneath the lines so that they hide none. */
  private String words() {
    return """
    <g fill="currentColor" opacity=".66" font-size="11"><text x="0" y="%d">%s to %s</text>\
    <text x="%d" y="%d" text-anchor="end">%s steps</text></g>"""
        .formatted(
            HEIGHT - 2,
            Html.number(range.getMin(), 4),
            Html.number(range.getMax(), 4),
            WIDTH,
            HEIGHT - 2,
            Html.count((long) lastStep));
  }

  private String path(double[] x, double[] y, String colour, int width, double opacity) {
    var thin = Thin.to(POINTS, x, y);
    var path = new StringBuilder();
    boolean move = true;
    for (int i = 0; i < thin.x().length; i++) {
      if (Double.isFinite(thin.y()[i])) {
        path.append(move ? 'M' : ' ').append(point(thin.x()[i], thin.y()[i]));
      }
      move = !Double.isFinite(thin.y()[i]);
    }
    return "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" opacity=\"%s\" stroke-linejoin=\"round\"/>"
        .formatted(path, colour, width, opacity);
  }

  private String dots(String colour) {
    var dots = new StringBuilder("<path d=\"");
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        dots.append('M').append(point(steps[i], values[i])).append("h0");
      }
    }
    return dots.append(
            "\" stroke=\"%s\" stroke-width=\"5\" stroke-linecap=\"round\"/>".formatted(colour))
        .toString();
  }

  private String point(double step, double value) {
    double x = lastStep <= steps[0] ? WIDTH / 2.0 : 3 + (WIDTH - 6) * step / lastStep;
    double spread = range.getMax() - range.getMin();
    double share = spread > 0 ? (value - range.getMin()) / spread : 0.5;
    return String.format(Locale.ROOT, "%.1f %.1f", x, BOTTOM - 4 - share * (BOTTOM - TOP - 8));
  }

  /** Returns a mean that forgets: each value weighs as much as all that are a fortieth older. */
  private double[] smoothed() {
    double keep = 1 - 1.0 / Math.max(4, values.length / 40.0);
    var means = new double[values.length];
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        sum = keep * sum + values[i];
        weight = keep * weight + 1;
      }
      means[i] = weight > 0 ? sum / weight : Double.NaN;
    }
    return means;
  }
}
