package alike.augment;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Losses of detail: fewer pixels, compression, a smaller object. */
sealed interface Coarse extends Op {

  /** Shrinks to a share of the rows and columns and enlarges again, both by mean areas. */
  record Pixelated(double share) implements Coarse {
    @Override
    public void apply(Planes image) {
      int height = image.height();
      int width = image.width();
      boxed(image, Math.max(1, (int) (height * share)), Math.max(1, (int) (width * share)));
      boxed(image, height, width);
    }

    private static void boxed(Planes image, int newHeight, int newWidth) {
      int height = image.height();
      int width = image.width();
      var source = image.values();
      var result = new float[image.channels() * newHeight * newWidth];
      for (int i = 0; i < result.length; i++) {
        int plane = i / (newHeight * newWidth) * height * width;
        double top = (double) (i / newWidth % newHeight) * height / newHeight;
        double left = (double) (i % newWidth) * width / newWidth;
        double bottom = top + (double) height / newHeight;
        double right = left + (double) width / newWidth;
        double sum = 0;
        for (int y = (int) top; y < Math.min(height, bottom); y++) {
          double tall = Math.min(y + 1, bottom) - Math.max(y, top);
          for (int x = (int) left; x < Math.min(width, right); x++) {
            double wide = Math.min(x + 1, right) - Math.max(x, left);
            sum += tall * wide * source[plane + y * width + x];
          }
        }
        result[i] = Planes.clamp((float) (sum / ((bottom - top) * (right - left))));
      }
      image.replace(newHeight, newWidth, result);
    }
  }

  /** Writes the image as JPEG and reads it again. */
  record Compressed(int quality) implements Coarse {
    @Override
    public void apply(Planes image) {
      try {
        var pixels =
            ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(written(image))))
                .getRaster();
        int area = image.height() * image.width();
        for (int i = 0; i < image.values().length; i++) {
          int at = i % area;
          int sample = pixels.getSample(at % image.width(), at / image.width(), i / area);
          image.values()[i] = sample / 255f;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private byte[] written(Planes image) throws IOException {
      var type = image.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
      var picture = new BufferedImage(image.width(), image.height(), type);
      int area = image.height() * image.width();
      for (int i = 0; i < image.values().length; i++) {
        int at = i % area;
        int sample = Math.round(image.values()[i] * 255);
        picture.getRaster().setSample(at % image.width(), at / image.width(), i / area, sample);
      }
      var bytes = new ByteArrayOutputStream();
      var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
      try (var stream = new MemoryCacheImageOutputStream(bytes)) { // ImageIO would use a file
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality / 100f);
        writer.setOutput(stream);
        writer.write(null, new IIOImage(picture, null, null), settings);
      } finally {
        writer.dispose();
      }
      return bytes.toByteArray();
    }
  }

  /** Makes the image smaller by a factor, black around it; bilinear. */
  record Shrunk(double factor) implements Coarse {
    @Override
    public void apply(Planes image) {
      var smaller = Zoom.of(image, 1 / factor);
      System.arraycopy(smaller, 0, image.values(), 0, smaller.length);
    }
  }
}
