package alike.show;

import alike.check.Require;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures made of pixels. */
public final class Raster {

  private static final String PNG = "javax_imageio_png_1.0";

  private Raster() {}

  static BufferedImage of(int width, int height, double scale, Consumer<Graphics2D> painting) {
    Require.within("scale", 0.1, 30, scale);
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
    return png(image, 0, Provenance.none());
  }

  /** Returns the same with its dots an inch, unless 0, and with texts (iTXt) about it. */
  static byte[] png(BufferedImage image, int dpi, Provenance facts) {
    var writers = ImageIO.getImageWritersByFormatName("png");
    if (!writers.hasNext()) {
      throw new IllegalStateException("This JDK cannot write PNG. Install its desktop module.");
    }
    var writer = writers.next();
    var bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) { // ImageIO would use a file
      writer.setOutput(stream);
      var type = ImageTypeSpecifier.createFromRenderedImage(image);
      var about = writer.getDefaultImageMetadata(type, null);
      about.mergeTree(PNG, about(dpi, facts));
      writer.write(new IIOImage(image, null, about));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadataNode about(int dpi, Provenance facts) {
    var root = new IIOMetadataNode(PNG);
    if (dpi > 0) {
      var metre = String.valueOf(Math.round(dpi / 0.0254));
      root.appendChild(
          node(
              "pHYs",
              "pixelsPerUnitXAxis",
              metre,
              "pixelsPerUnitYAxis",
              metre,
              "unitSpecifier",
              "meter"));
    }
    if (!facts.facts().isEmpty()) {
      var texts = new IIOMetadataNode("iTXt");
      facts.facts().forEach((name, text) -> texts.appendChild(text(name, text)));
      root.appendChild(texts);
    }
    return root;
  }

  private static IIOMetadataNode text(String name, String text) {
    var keyword = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return node(
        "iTXtEntry",
        "keyword",
        keyword,
        "compressionFlag",
        "FALSE",
        "compressionMethod",
        "0",
        "languageTag",
        "en",
        "translatedKeyword",
        keyword,
        "text",
        text);
  }

  private static IIOMetadataNode node(String name, String... attributes) {
    var node = new IIOMetadataNode(name);
    for (int i = 0; i < attributes.length; i += 2) {
      node.setAttribute(attributes[i], attributes[i + 1]);
    }
    return node;
  }
}
