package alike.show;

import alike.check.Require;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures made of pixels. */
public final class Raster {

  private Raster() {}

  static BufferedImage of(int width, int height, double scale, Consumer<Graphics2D> painting) {
    Require.within("scale", 0.1, 10, scale);
    var image =
        new BufferedImage(
            (int) Math.round(width * scale),
            (int) Math.round(height * scale),
            BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.scale(scale, scale);
      painting.accept(graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** Returns an image as the bytes of a PNG file. */
  public static byte[] png(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) { // ImageIO would use a file
      if (!ImageIO.write(image, "png", stream)) {
        throw new IllegalStateException("This JDK cannot write PNG. Install its desktop module.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
