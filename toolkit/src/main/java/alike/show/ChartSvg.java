package alike.show;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Charts as SVG: text stays text, nothing is fetched, identifiers differ between pictures so that
 * many fit on one page, and the same chart gives the same bytes.
 */
public final class ChartSvg {

  private static final String SVG = "http://www.w3.org/2000/svg";

  private ChartSvg() {}

  /** Returns any XChart chart as an SVG document of its own width and height. */
  public static String of(Chart<?, ?> chart) {
    var title = chart.getTitle() == null || chart.getTitle().isEmpty() ? "Chart" : chart.getTitle();
    return of(
        chart.getWidth(),
        chart.getHeight(),
        title + ". Shown: " + String.join(", ", names(chart)),
        Provenance.none(),
        chart.getStyler(),
        graphics -> chart.paint(graphics, chart.getWidth(), chart.getHeight()));
  }

  /** Returns any picture; its text is written by {@link Letters}, or by XChart in our fonts. */
  static String of(Picture picture) {
    return of(picture, Provenance.none());
  }

  /** Returns a picture as a file of its own, with facts about it inside. */
  static String file(Picture picture, Provenance facts) {
    return of(picture, facts) + "\n";
  }

  private static String of(Picture picture, Provenance facts) {
    var style = HouseStyle.apply(new XYChart(1, 1)).getStyler();
    return of(picture.width(), picture.height(), picture.words(), facts, style, picture::paint);
  }

  private static List<String> names(Chart<?, ?> chart) {
    return chart.getSeriesCollection().stream().map(series -> series.getName()).toList();
  }

  private static Set<Font> fonts(Styler style) {
    var fonts = new LinkedHashSet<Font>();
    if (style instanceof AxesChartStyler axes) {
      fonts.add(axes.getAxisTickLabelsFont());
      fonts.add(axes.getAxisTitleFont());
    }
    fonts.add(style.getLegendFont());
    fonts.add(style.getChartTitleFont());
    fonts.add(style.getAnnotationTextFont());
    fonts.add(style.getAnnotationTextPanelFont());
    fonts.add(style.getBaseFont());
    return fonts;
  }

  private static String of(
      int width,
      int height,
      String label,
      Provenance facts,
      Styler style,
      Consumer<Graphics2D> painting) {
    var document = document();
    var canvas =
        new SvgCanvas(document, new Dimension(width, height), fonts(style), style.getLegendFont());
    painting.accept(canvas);
    canvas.settle();
    var root = canvas.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    root.setAttribute("role", "img");
    root.setAttribute("style", "max-width:100%;height:auto");
    var title = document.createElementNS(SVG, "title");
    title.setTextContent(label);
    root.insertBefore(title, root.getFirstChild());
    if (!facts.facts().isEmpty()) {
      var about = document.createElementNS(SVG, "metadata");
      about.setTextContent(facts.toString().replace("\n", "; "));
      root.insertBefore(about, title.getNextSibling());
    }
    return unique(write(canvas, root));
  }

  private static Document document() {
    try {
      var builder = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder();
      return builder.getDOMImplementation().createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("This JDK has no XML parser.", e);
    }
  }

  private static String write(SvgCanvas canvas, Element root) {
    var text = new StringWriter();
    try {
      canvas.stream(root, text, false, false);
    } catch (SVGGraphics2DIOException e) {
      throw new IllegalStateException("Cannot write SVG: " + e.getMessage(), e);
    }
    int start = text.toString().indexOf("<svg");
    return text.toString().substring(start).replaceAll("\\n\\s*", "");
  }

  private static String unique(String svg) {
    var crc = new CRC32();
    crc.update(svg.getBytes(StandardCharsets.UTF_8));
    var mark = "a" + HexFormat.of().toHexDigits((int) crc.getValue()) + "-";
    return svg.replace(SvgCanvas.ID, mark);
  }
}
