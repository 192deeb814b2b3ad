package alike.jupyter;

import alike.show.ChartSvg;
import alike.show.Picture;
import alike.show.Raster;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Charts as SVG, and as PNG where SVG is not known or would be large. */
final class ChartViews {

  static final int MOST_SVG = 60_000;

  private ChartViews() {}

  static Bundle of(Picture picture) {
    return bundle(picture.toString(), picture.svg(), picture.png(2));
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
