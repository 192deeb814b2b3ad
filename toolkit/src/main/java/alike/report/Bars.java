package alike.report;

import alike.check.Require;
import alike.evaluate.Trials;
import alike.show.Csv;
import alike.show.HouseStyle;
import alike.show.Picture;
import alike.show.Provenance;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.Styler;

/**
 * Bars of means over seeds, with error bars of one standard deviation to both sides; several series
 * stand side by side in each group. An immutable value; each method returns a new one.
 *
 * <pre>{@code
 * Bars.of("Linear probe on Fashion-MNIST", "accuracy (%)", "10 %", "100 %")
 *     .series("SimCLR", Trials.of(80.1, 80.4), Trials.of(87.6, 87.5))
 *     .series("SupCon", Trials.of(82.3, 82.2), Trials.of(88.9, 88.7))
 * }</pre>
 */
public final class Bars implements Picture {

  private static final int PALE = 120;

  private final String title;
  private final String label;
  private final List<String> groups;
  private final List<Series> series;
  private final Optional<double[]> range;
  private final Provenance provenance;

  private Bars(
      String title,
      String label,
      List<String> groups,
      List<Series> series,
      Optional<double[]> range,
      Provenance provenance) {
    this.title = title;
    this.label = label;
    this.groups = List.copyOf(groups);
    this.series = List.copyOf(series);
    this.range = range;
    this.provenance = provenance;
  }

  private record Series(String name, List<Trials> bars) {}

  /** Starts a chart with one group or more; the label of the axis names the unit. */
  public static Bars of(String title, String label, String... groups) {
    Require.positive("the number of groups", groups.length);
    return new Bars(title, label, List.of(groups), List.of(), Optional.empty(), Provenance.none());
  }

  /** Adds a series: a figure over seeds for each group. */
  public Bars series(String name, Trials... bars) {
    if (bars.length != groups.size()) {
      throw new IllegalArgumentException(
          "Series '%s' needs a figure for each of %d groups, got %d."
              .formatted(name, groups.size(), bars.length));
    }
    var more = new ArrayList<>(series);
    more.add(new Series(name, List.of(bars)));
    return new Bars(title, label, groups, more, range, provenance);
  }

  /** Fixes the axis, which otherwise starts at 0: bars that do not start there exaggerate. */
  public Bars range(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "The range of an axis must go from low to high, got %s to %s.".formatted(low, high));
    }
    return new Bars(
        title, label, groups, series, Optional.of(new double[] {low, high}), provenance);
  }

  /** Returns a copy that comes from somewhere: a saved file says so. */
  public Bars from(Provenance facts) {
    return new Bars(title, label, groups, series, range, facts);
  }

  /** Returns it as an XChart chart, to change what the house style sets. */
  public CategoryChart chart() {
    if (series.isEmpty()) {
      throw new IllegalStateException(
          "Chart '%s' has no bars yet. Add a series first.".formatted(title));
    }
    var chart = HouseStyle.apply(new CategoryChart(width(), height()));
    chart.setTitle(title);
    chart.setYAxisTitle(label);
    var style = chart.getStyler();
    style.setAvailableSpaceFill(series.size() > 1 ? 0.8 : 0.5);
    style.setErrorBarsColor(HouseStyle.INK);
    style.setLegendPosition(Styler.LegendPosition.OutsideS);
    style.setLegendLayout(Styler.LegendLayout.Horizontal);
    style.setLegendVisible(series.size() > 1);
    double[] ends = range.orElseGet(this::fromZero);
    style.setYAxisMin(ends[0]);
    style.setYAxisMax(ends[1]);
    for (int s = 0; s < series.size(); s++) {
      add(chart, series.get(s), s);
    }
    return chart;
  }

  /** Returns an axis from 0 to a little beyond the ends of the error bars. */
  private double[] fromZero() {
    double low = 0;
    double high = 0;
    for (var each : series) {
      for (var bar : each.bars) {
        low = Math.min(low, bar.mean() - spread(bar));
        high = Math.max(high, bar.mean() + spread(bar));
      }
    }
    double margin = high > low ? 0.06 * (high - low) : 1;
    return new double[] {low < 0 ? low - margin : 0, high > 0 || low == 0 ? high + margin : 0};
  }

  private static double spread(Trials bar) {
    return bar.size() > 1 ? bar.deviation() : 0;
  }

  private void add(CategoryChart chart, Series bars, int index) {
    var means = bars.bars.stream().map(Trials::mean).toList();
    var spreads = bars.bars.stream().map(Bars::spread).toList();
    var drawn = chart.addSeries(bars.name, groups, means, spreads);
    var ink = HouseStyle.colour(index);
    // pale, so that the error bar is seen on the bar as well
    drawn.setFillColor(new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), PALE));
    drawn.setLineColor(ink);
    drawn.setLineStyle(new BasicStroke(1));
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public int width() {
    return 720;
  }

  @Override
  public int height() {
    return 400;
  }

  @Override
  public void paint(Graphics2D graphics) {
    chart().paint(graphics, width(), height());
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** Returns one line a figure: series, group, number of the seed, value. */
  @Override
  public String csv() {
    var csv = new StringBuilder(Csv.line("series", "group", "seed", label));
    for (var each : series) {
      for (int group = 0; group < groups.size(); group++) {
        double[] values = each.bars.get(group).values();
        for (int seed = 0; seed < values.length; seed++) {
          csv.append(Csv.line(each.name, groups.get(group), seed + 1, values[seed]));
        }
      }
    }
    return csv.toString();
  }

  @Override
  public String words() {
    return series.stream().map(this::words).collect(Collectors.joining("; ", title + ". ", ""));
  }

  private String words(Series each) {
    var parts = new ArrayList<String>();
    for (int group = 0; group < groups.size(); group++) {
      parts.add(groups.get(group) + " " + each.bars.get(group));
    }
    return each.name + ": " + String.join(", ", parts);
  }

  @Override
  public String toString() {
    return words();
  }
}
