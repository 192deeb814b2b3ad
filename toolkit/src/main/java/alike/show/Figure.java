package alike.show;

import alike.check.Require;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;

/**
 * A figure in the house style, and the data that it shows: one or more panels, one beneath the
 * other over a common x axis, since series of different scale on one axis hide each other. An
 * immutable value; each method returns a new one.
 *
 * <pre>{@code
 * Figure.lines("SimCLR on Fashion-MNIST", "step", "loss (nats)")
 *     .line("NT-Xent", steps, losses)
 *     .panel("kNN accuracy (%)")
 *     .line("kNN", epochEnds, accuracies)
 *     .save(Path.of("figure.pdf"));
 * }</pre>
 */
public final class Figure implements Picture {

  private final String title;
  private final String xLabel;
  private final int width;
  private final int height;
  private final List<Panel> panels;
  private final Provenance provenance;

  private Figure(
      String title,
      String xLabel,
      int width,
      int height,
      List<Panel> panels,
      Provenance provenance) {
    this.title = title;
    this.xLabel = xLabel;
    this.width = width;
    this.height = height;
    this.panels = List.copyOf(panels);
    this.provenance = provenance;
  }

  /** Starts a figure; axis labels name the unit in round brackets, where there is one. */
  public static Figure lines(String title, String xLabel, String yLabel) {
    var panels = List.of(new Panel(yLabel, null, List.of()));
    return new Figure(title, xLabel, 0, 0, panels, Provenance.none());
  }

  /** Adds a line to the last panel; a NaN in {@code y} leaves a gap. */
  public Figure line(String name, double[] x, double[] y) {
    return with(new Panel.Line(name, x, y, Panel.Look.PLAIN));
  }

  /** Adds a thin, pale line behind the next one and in its colour: raw values below a mean. */
  public Figure faint(String name, double[] x, double[] y) {
    return with(new Panel.Line(name, x, y, Panel.Look.FAINT));
  }

  /**
   * Adds a pale band from {@code low} to {@code high} behind the next line and in its colour: the
   * spread of seeds, or the area of a histogram.
   */
  public Figure band(String name, double[] x, double[] low, double[] high) {
    return with(Panel.Line.band(name, x, low, high));
  }

  /**
   * Adds the mean of several curves, one a seed, with a band of one standard deviation to both
   * sides.
   */
  public Figure seeds(String name, double[] x, double[]... each) {
    var spread = SeedSpread.of(name, each);
    return (each.length > 1 ? band(name + " ± sd", x, spread.low(), spread.high()) : this)
        .line(name, x, spread.mean());
  }

  /** Adds dots without a line between them. */
  public Figure dots(String name, double[] x, double[] y) {
    return with(new Panel.Line(name, x, y, Panel.Look.DOTS));
  }

  /** Starts a new panel beneath the others; what is added next goes there. */
  public Figure panel(String yLabel) {
    var more = new ArrayList<>(panels);
    more.add(new Panel(yLabel, null, List.of()));
    return new Figure(title, xLabel, width, height, more, provenance);
  }

  /** Fixes the y axis of the last panel, which otherwise follows the data. */
  public Figure range(double low, double high) {
    return withLast(last().withRange(low, high));
  }

  /** Sets the size in CSS pixels; otherwise 720 wide and as high as the panels need. */
  public Figure size(int newWidth, int newHeight) {
    Require.atLeast("width", 200, newWidth);
    Require.atLeast("height", 120, newHeight);
    return new Figure(title, xLabel, newWidth, newHeight, panels, provenance);
  }

  @Override
  public String title() {
    return title;
  }

  /** Returns the figure's only panel as an XChart chart, to change what the house style sets. */
  public XYChart chart() {
    if (panels.size() > 1) {
      throw new IllegalStateException(
          "Figure '%s' has %d panels, so there is no one chart. Use charts()."
              .formatted(title, panels.size()));
    }
    return charts().get(0);
  }

  /** Returns an XChart chart of each panel, from the top down. */
  public List<XYChart> charts() {
    return HouseStyle.charts(title, xLabel, width(), height(), panels);
  }

  /** Returns the data: one row a point, with the panel's label and the line's name. */
  @Override
  public String csv() {
    var csv = new StringBuilder(Csv.line("panel", "line", xLabel, "value"));
    for (var panel : panels) {
      panel.lines().forEach(line -> csv.append(line.csv(panel.yLabel())));
    }
    return csv.toString();
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** Returns a copy that comes from somewhere: a saved file says so. */
  public Figure from(Provenance facts) {
    return new Figure(title, xLabel, width, height, panels, facts);
  }

  @Override
  public int width() {
    return width > 0 ? width : 720;
  }

  @Override
  public int height() {
    return height > 0 ? height : HouseStyle.height(panels.size());
  }

  @Override
  public void paint(Graphics2D graphics) {
    var transform = graphics.getTransform();
    for (var chart : charts()) {
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      graphics.translate(0, chart.getHeight());
    }
    graphics.setTransform(transform);
  }

  @Override
  public String words() {
    return panels.stream()
        .map(
            panel ->
                panel.lines().stream()
                    .filter(line -> line.look().named())
                    .map(Figure::describe)
                    .collect(Collectors.joining("; ", panel.yLabel() + " by " + xLabel + ": ", "")))
        .collect(Collectors.joining(". ", title + ". ", ""));
  }

  @Override
  public String toString() {
    return words();
  }

  private static String describe(Panel.Line line) {
    int n = line.y().length;
    return n == 0
        ? line.name() + ", no points"
        : String.format(
            Locale.ROOT,
            "%s, %d points from %.4g to %.4g",
            line.name(),
            n,
            line.y()[0],
            line.y()[n - 1]);
  }

  private Panel last() {
    return panels.get(panels.size() - 1);
  }

  private Figure with(Panel.Line line) {
    return withLast(last().with(line));
  }

  private Figure withLast(Panel panel) {
    var changed = new ArrayList<>(panels);
    changed.set(changed.size() - 1, panel);
    return new Figure(title, xLabel, width, height, changed, provenance);
  }
}
