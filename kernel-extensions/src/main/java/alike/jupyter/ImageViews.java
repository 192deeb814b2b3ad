package alike.jupyter;

import alike.data.ImageGrid;
import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.show.Raster;
import java.awt.image.BufferedImage;
import java.util.stream.Collectors;

/** Images and sets of them. */
final class ImageViews {

  private static final int ROWS = 4;
  private static final int COLUMNS = 10;

  private ImageViews() {}

  static Bundle of(BufferedImage image) {
    return Bundle.text("image of %d×%d pixels".formatted(image.getHeight(), image.getWidth()))
        .png(Raster.png(image));
  }

  static Bundle of(ImageGrid grid) {
    return Bundle.text(grid.toString())
        .html("<div class=\"alike-title\">" + Html.escape(grid.title()) + "</div>" + grid(grid))
        .png(Raster.png(grid.image(scale(grid))));
  }

  static Bundle of(ImageSet images) {
    var grid = firstOf(images, ROWS);
    return Bundle.text(images.toString())
        .html(head(images) + grid(grid) + more(images, grid))
        .png(Raster.png(grid.image(scale(grid))));
  }

  static Bundle of(TrainTest data) {
    var train = firstOf(data.train(), 2);
    return Bundle.text(data.train() + "\n" + data.test())
        .html(part("to train on", data.train()) + part("to test on", data.test()))
        .png(Raster.png(train.image(scale(train))));
  }

  private static String part(String what, ImageSet images) {
    return "<div class=\"alike-small alike-dim\">"
        + what
        + "</div>"
        + head(images)
        + grid(firstOf(images, 1));
  }

  private static ImageGrid firstOf(ImageSet images, int rows) {
    int columns = Math.max(1, Math.min(COLUMNS, images.size()));
    return images.grid(Math.min(rows, Math.max(1, images.size() / columns)), columns);
  }

  private static String head(ImageSet images) {
    return """
    <div class="alike-head alike-left"><span class="alike-title">%s</span>\
    <span class="alike-dim">%s images · %d×%d %s · %d classes</span></div>"""
        .formatted(
            Html.escape(images.name()),
            Html.count(images.size()),
            images.height(),
            images.width(),
            images.channels() == 1 ? "grey" : "colour",
            images.classNames().size());
  }

  private static String more(ImageSet images, ImageGrid shown) {
    return "<div class=\"alike-small alike-dim\">The first %d. Classes: %s.</div>"
        .formatted(
            shown.size(),
            Html.escape(images.classNames().stream().limit(20).collect(Collectors.joining(", ")))
                + (images.classNames().size() > 20 ? ", …" : ""));
  }

  /** Returns the grid as one small picture an image, its caption beneath. */
  private static String grid(ImageGrid grid) {
    boolean headed = !grid.rowHeadings().isEmpty();
    int edge = grid.width() * scale(grid);
    var html = new StringBuilder("<div class=\"alike-grid\" style=\"grid-template-columns:");
    html.append(headed ? "auto " : "").append("repeat(%d,%dpx)\">".formatted(grid.columns(), edge));
    for (int i = 0; i < grid.size(); i++) {
      if (headed && i % grid.columns() == 0) {
        var heading = grid.rowHeadings().get(i / grid.columns());
        html.append("<div class=\"alike-row\">").append(Html.escape(heading)).append("</div>");
      }
      var caption = grid.captions().isEmpty() ? "" : grid.captions().get(i);
      var size = " width=\"%d\" height=\"%d\"".formatted(edge, grid.height() * scale(grid));
      html.append("<figure>")
          .append(Html.png(Raster.png(grid.cell(i)), alt(caption, i), size))
          .append(caption.isEmpty() ? "" : "<figcaption>" + Html.escape(caption) + "</figcaption>")
          .append("</figure>");
    }
    return html.append("</div>").toString();
  }

  private static String alt(String caption, int index) {
    return caption.isEmpty() ? "image " + (index + 1) : caption;
  }

  /** Returns the pixels that one pixel is drawn as: small images are enlarged to about 60. */
  private static int scale(ImageGrid grid) {
    return Math.max(1, Math.min(4, Math.round(60f / Math.max(grid.width(), grid.height()))));
  }
}
