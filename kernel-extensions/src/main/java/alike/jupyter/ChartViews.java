package alike.jupyter;

import alike.show.ChartSvg;
import alike.show.Figure;
import alike.show.Raster;
import alike.show.Sketch;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Charts as SVG, and as PNG where SVG is not known or would be large. */
final class ChartViews {

  static final int MOST_SVG = 60_000;

  private ChartViews() {}

  static Bundle of(Figure figure) {
    return bundle(figure.toString(), figure.svg(), figure.png(2));
  }

  static Bundle of(Sketch sketch) {
    return bundle(sketch.toString(), sketch.svg(), sketch.png(2));
  }

  static Bundle of(Chart<?, ?> chart) {
    var title = chart.getTitle() == null ? "" : chart.getTitle();
    return bundle(
        "%s, a chart of %d×%d pixels"
            .formatted(
                title.isEmpty() ? chart.getClass().getSimpleName() : title,
                chart.getWidth(),
                chart.getHeight()),
        ChartSvg.of(chart),
        Raster.png(BitmapEncoder.getBufferedImage(chart)));
  }

  private static Bundle bundle(String text, String svg, byte[] png) {
    var bundle = Bundle.text(text).png(png);
    return svg.length() <= MOST_SVG ? bundle.svg(svg) : bundle;
  }
}
