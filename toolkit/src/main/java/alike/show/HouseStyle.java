package alike.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The look of charts. Inks are chosen to be read on white as well as on near black (contrast above
 * 4 for text), since an SVG inside a notebook cannot know its background everywhere. Series colours
 * are those of Okabe and Ito that stand out on both.
 */
public final class HouseStyle {

  /** The colours of series, in the order in which they are used, as #rrggbb. */
  public static final List<String> PALETTE =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  /** The colour of text and axes, read on white as well as on near black. */
  public static final Color INK = new Color(0x767676);

  private static final Color GRID = new Color(0x80, 0x80, 0x80, 0x48);
  private static final Color NONE = new Color(0, 0, 0, 0);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final int MOST_POINTS = 2400; // of a panel, shared by its lines
  private static final int LEGEND_ROW = 78; // letters that fit beneath a figure of 720 pixels

  private HouseStyle() {}

  static int height(int panels) {
    return panels == 1 ? 400 : 110 + 190 * panels;
  }

  static List<XYChart> charts(
      String title, String xLabel, int width, int height, List<Panel> panels) {
    int last = panels.size() - 1;
    int top = 24; // the title's share of the first panel
    int bottom = 40; // the x axis' share of the last
    int each = (height - top - bottom) / panels.size();
    Panel.Range xRange = Axes.xRange(panels);
    var charts = new ArrayList<XYChart>();
    int colour = 0;
    for (int i = 0; i <= last; i++) {
      int share = each + (i == 0 ? top : 0);
      if (i == last) {
        share = height - charts.stream().mapToInt(XYChart::getHeight).sum();
      }
      var chart = new XYChart(width, share);
      chart.setTitle(i == 0 ? title : "");
      chart.setXAxisTitle(i == last ? xLabel : "");
      chart.setYAxisTitle(panels.get(i).yLabel());
      apply(chart);
      if (panels.size() > 1) {
        chart.getStyler().setYAxisLeftWidthHint(84);
      }
      if (legendLetters(panels) * 720 <= LEGEND_ROW * width) {
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
      }
      chart.getStyler().setXAxisTicksVisible(i == last);
      Axes.range(chart, xRange, panels.get(i));
      colour = draw(chart, panels.get(i), colour);
      charts.add(chart);
    }
    return charts;
  }

  /** Returns the length of the longest legend; what does not fit beneath goes to the side. */
  private static int legendLetters(List<Panel> panels) {
    return panels.stream()
        .mapToInt(
            panel ->
                panel.lines().stream()
                    .filter(line -> line.look().named())
                    .mapToInt(line -> line.name().length() + 7)
                    .sum())
        .max()
        .orElse(0);
  }

  /** Gives a chart with axes the fonts, inks and spaces of the house; returns it. */
  public static <C extends Chart<? extends AxesChartStyler, ?>> C apply(C chart) {
    var style = chart.getStyler();
    style.setBaseFont(TEXT);
    style.setChartTitleFont(TEXT.deriveFont(Font.BOLD, 17f));
    style.setAxisTitleFont(TEXT.deriveFont(15f));
    style.setAxisTickLabelsFont(TEXT.deriveFont(13.5f));
    style.setLegendFont(TEXT);
    style.setChartFontColor(INK);
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickMarksColor(INK);
    style.setChartTitleFontColor(INK);
    style.setChartBackgroundColor(NONE);
    style.setPlotBackgroundColor(NONE);
    style.setLegendBackgroundColor(NONE);
    style.setLegendBorderColor(NONE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setPlotGridVerticalLinesVisible(false);
    style.setChartTitleBoxVisible(false);
    style.setChartPadding(8);
    style.setPlotMargin(2);
    style.setPlotContentSize(1);
    style.setYAxisTickMarkSpacingHint(48);
    style.setXAxisTickMarkSpacingHint(90);
    style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    style.setAxisTicksLineVisible(false);
    style.setMarkerSize(7);
    style.setAntiAlias(true);
    style.setLegendPosition(Styler.LegendPosition.OutsideE);
    return chart;
  }

  /** Returns the colour of the series of a number, from 0. */
  public static Color colour(int series) {
    return Color.decode(PALETTE.get(series % PALETTE.size()));
  }

  private static int draw(XYChart chart, Panel panel, int firstColour) {
    int colour = firstColour;
    int named = 0;
    for (var line : panel.lines()) {
      var ink = colour(colour); // what is not named has that of the next line
      var series = series(chart, line, Math.min(800, MOST_POINTS / panel.lines().size()));
      series.setLineColor(line.look() == Panel.Look.FAINT ? pale(ink, 115) : ink);
      series.setMarkerColor(ink);
      series.setLineStyle(stroke(line.look(), colour));
      series.setMarker(marked(line) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      series.setShowInLegend(line.look().named());
      if (line.look() == Panel.Look.BAND) {
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(pale(ink, 60));
        series.setLineColor(NONE);
      }
      if (line.look().named()) {
        named++;
        colour++;
      }
    }
    chart.getStyler().setLegendVisible(named > 1);
    return colour;
  }

  private static Color pale(Color ink, int alpha) {
    return new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), alpha);
  }

  private static XYSeries series(XYChart chart, Panel.Line line, int mostPoints) {
    boolean whole = line.look() == Panel.Look.BAND || line.look() == Panel.Look.DOTS;
    int most = whole ? line.x().length : Math.max(60, mostPoints);
    var thin = Thin.to(most, line.x(), line.y());
    var present = IntStream.range(0, thin.x().length).filter(i -> Double.isFinite(thin.x()[i]));
    int[] kept = present.toArray();
    if (kept.length == 0) {
      return chart.addSeries(line.name(), new double[] {0}, new double[] {Double.NaN});
    }
    return chart.addSeries(
        line.name(),
        IntStream.of(kept).mapToDouble(i -> thin.x()[i]).toArray(),
        IntStream.of(kept)
            .mapToDouble(i -> Double.isFinite(thin.y()[i]) ? thin.y()[i] : Double.NaN)
            .toArray());
  }

  private static boolean marked(Panel.Line line) {
    return line.look() == Panel.Look.DOTS
        || (line.look() == Panel.Look.PLAIN && line.x().length <= 40);
  }

  private static BasicStroke stroke(Panel.Look look, int colour) {
    float width = look == Panel.Look.PLAIN ? 2.5f : look == Panel.Look.FAINT ? 1 : 0;
    float[] dash = colour < PALETTE.size() ? null : new float[] {7, 4};
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }
}
