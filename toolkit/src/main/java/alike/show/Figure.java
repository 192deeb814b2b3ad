package alike.show;

import alike.check.Require;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
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
public final class Figure {

  private final String title;
  private final String xLabel;
  private final int width;
  private final int height;
  private final List<Panel> panels;

  private Figure(String title, String xLabel, int width, int height, List<Panel> panels) {
    this.title = title;
    this.xLabel = xLabel;
    this.width = width;
    this.height = height;
    this.panels = List.copyOf(panels);
  }

  /** Starts a figure; axis labels name the unit in round brackets, where there is one. */
  public static Figure lines(String title, String xLabel, String yLabel) {
    return new Figure(title, xLabel, 0, 0, List.of(new Panel(yLabel, null, List.of())));
  }

  /** Adds a line to the last panel; a NaN in {@code y} leaves a gap. */
  public Figure line(String name, double[] x, double[] y) {
    return with(new Panel.Line(name, x, y, Panel.Look.PLAIN));
  }

  /** Adds a thin, pale line behind the next one and in its colour: raw values below a mean. */
  public Figure faint(String name, double[] x, double[] y) {
    return with(new Panel.Line(name, x, y, Panel.Look.FAINT));
  }

  /** Adds dots without a line between them. */
  public Figure dots(String name, double[] x, double[] y) {
    return with(new Panel.Line(name, x, y, Panel.Look.DOTS));
  }

  /** Starts a new panel beneath the others; what is added next goes there. */
  public Figure panel(String yLabel) {
    var more = new ArrayList<>(panels);
    more.add(new Panel(yLabel, null, List.of()));
    return new Figure(title, xLabel, width, height, more);
  }

  /** Fixes the y axis of the last panel, which otherwise follows the data. */
  public Figure range(double low, double high) {
    return withLast(last().withRange(low, high));
  }

  /** Sets the size in CSS pixels; otherwise 720 wide and as high as the panels need. */
  public Figure size(int newWidth, int newHeight) {
    Require.atLeast("width", 200, newWidth);
    Require.atLeast("height", 120, newHeight);
    return new Figure(title, xLabel, newWidth, newHeight, panels);
  }

  /** Returns the title. */
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

  /** Returns the figure as SVG with text as text, on no background. */
  public String svg() {
    return ChartSvg.of(width(), height(), text(), charts().get(0).getStyler(), this::paint);
  }

  /** Returns the figure on white, {@code scale} pixels for each CSS pixel; 2 suits most uses. */
  public BufferedImage image(double scale) {
    return Raster.of(width(), height(), scale, this::paint);
  }

  /** Returns {@link #image} as the bytes of a PNG file. */
  public byte[] png(double scale) {
    return Raster.png(image(scale));
  }

  /** Returns the data: one row a point, with the panel's label and the line's name. */
  public String csv() {
    return FigureFile.csv(xLabel, panels);
  }

  /**
   * Writes the figure, and its data as CSV beside it.
   *
   * @param file ends in .svg, .png or .pdf; missing folders are made
   * @return the file written
   */
  public Path save(Path file) {
    return FigureFile.save(this, file);
  }

  /** Writes the figure as {@link #save(Path)} does. */
  public Path save(String file) {
    return save(Path.of(file));
  }

  int width() {
    return width > 0 ? width : 720;
  }

  int height() {
    return height > 0 ? height : HouseStyle.height(panels.size());
  }

  void paint(Graphics2D graphics) {
    var transform = graphics.getTransform();
    for (var chart : charts()) {
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      graphics.translate(0, chart.getHeight());
    }
    graphics.setTransform(transform);
  }

  /** Returns the figure in words, for terminals and readers who cannot see it. */
  String text() {
    return panels.stream()
        .map(
            panel ->
                panel.lines().stream()
                    .filter(line -> line.look() != Panel.Look.FAINT)
                    .map(Figure::describe)
                    .collect(Collectors.joining("; ", panel.yLabel() + " by " + xLabel + ": ", "")))
        .collect(Collectors.joining(". ", title + ". ", ""));
  }

  @Override
  public String toString() {
    return text();
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
    return new Figure(title, xLabel, width, height, changed);
  }
}
