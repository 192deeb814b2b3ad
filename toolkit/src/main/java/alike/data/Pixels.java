package alike.data;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of equally large images, N × H × W × C; whoever hands them over lets go of them. */
final class Pixels {

  private final int height;
  private final int width;
  private final int channels;
  private final byte[] bytes;

  Pixels(int height, int width, int channels, byte[] bytes) {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          ("Images of %d×%d×%d (height × width × channels) cannot be: height and width must be 1"
                  + " or more, channels 1 (grey) or 3 (red, green, blue).")
              .formatted(height, width, channels));
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.bytes = bytes;
  }

  /** Each channel's mean and standard deviation. */
  static final class Moments {
    private final double[] mean;
    private final double[] std;

    Moments(double[] mean, double[] std) {
      this.mean = mean;
      this.std = std;
    }

    double[] mean() {
      return mean.clone();
    }

    double[] std() {
      return std.clone();
    }
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int channels() {
    return channels;
  }

  int imageLength() {
    return height * width * channels;
  }

  int count() {
    return bytes.length / imageLength();
  }

  void requireImages(int labels) {
    if (labels < 1) {
      throw new IllegalArgumentException(
          "A set needs one image or more, got no labels. Check what was read.");
    }
    long expected = (long) labels * imageLength();
    if (bytes.length != expected) {
      throw new IllegalArgumentException(
          ("%d labels with images of %d×%d×%d need %d bytes of pixels, got %d."
                  + " Give one label an image, and pixels as N × height × width × channels.")
              .formatted(labels, height, width, channels, expected, bytes.length));
    }
  }

  void copy(int row, byte[] target, int offset) {
    System.arraycopy(bytes, row * imageLength(), target, offset, imageLength());
  }

  BufferedImage image(int row) {
    var type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    var image = new BufferedImage(width, height, type);
    var samples = new int[imageLength()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = bytes[row * samples.length + i] & 0xff;
    }
    image.getRaster().setPixels(0, 0, width, height, samples);
    return image;
  }

  /** Draws an image into a larger one, each pixel a square; exact bytes, no colour conversion. */
  void draw(int row, BufferedImage target, int left, int top, int scale) {
    for (int y = 0; y < height * scale; y++) {
      for (int x = 0; x < width * scale; x++) {
        int at = row * imageLength() + (y / scale * width + x / scale) * channels;
        int red = bytes[at] & 0xff;
        int green = channels == 1 ? red : bytes[at + 1] & 0xff;
        int blue = channels == 1 ? red : bytes[at + 2] & 0xff;
        target.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
      }
    }
  }

  Moments moments(int[] rows) {
    var counts = new long[channels][256];
    for (int row : rows) {
      int start = row * imageLength();
      for (int i = 0; i < imageLength(); i++) {
        counts[i % channels][bytes[start + i] & 0xff]++;
      }
    }
    var mean = new double[channels];
    var std = new double[channels];
    double pixels = (double) rows.length * height * width;
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      double squares = 0;
      for (int value = 0; value < 256; value++) {
        sum += (double) counts[channel][value] * value;
        squares += (double) counts[channel][value] * value * value;
      }
      mean[channel] = sum / pixels / 255;
      double variance = squares / pixels - (sum / pixels) * (sum / pixels);
      std[channel] = Math.sqrt(Math.max(0, variance)) / 255;
    }
    return new Moments(mean, std);
  }

  String fingerprint(int[] rows, int[] labels) {
    var digest = sha256();
    var shape = ByteBuffer.allocate(16 + 4 * labels.length);
    shape.putInt(rows.length).putInt(height).putInt(width).putInt(channels);
    shape.asIntBuffer().put(labels);
    digest.update(shape.array());
    for (int row : rows) {
      digest.update(bytes, row * imageLength(), imageLength());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, this one does not.", e);
    }
  }
}
