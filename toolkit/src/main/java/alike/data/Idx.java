package alike.data;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The format of MNIST and its kin: a magic number, the sizes as big-endian int32, then bytes.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">LeCun, Cortes, Burges, the MNIST files</a>
 */
final class Idx {

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  private Idx() {}

  /** Reads a file whole, unpacked if its name ends in .gz. */
  static byte[] bytes(Path file) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      return file.toString().endsWith(".gz") ? unpacked(stream) : stream.readAllBytes();
    }
  }

  /** Reads a gzip stream whole. */
  static byte[] unpacked(InputStream stream) throws IOException {
    try (var unpacked = new GZIPInputStream(stream, 1 << 16)) {
      return unpacked.readAllBytes();
    } catch (EOFException e) {
      throw new IOException("the gzip data ends too early, the file was cut short", e);
    }
  }

  /** Returns the images of an unpacked file of images. */
  static Pixels images(byte[] content) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
      int count = header(in, IMAGES, "images", 16, content.length);
      int height = in.readInt();
      int width = in.readInt();
      if (height < 1 || width < 1) {
        throw new IOException("images of %d×%d pixels cannot be".formatted(height, width));
      }
      return new Pixels(height, width, 1, rest(in, (long) count * height * width));
    }
  }

  /** Returns the labels of an unpacked file of labels. */
  static int[] labels(byte[] content) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
      var bytes = rest(in, header(in, LABELS, "labels", 8, content.length));
      var labels = new int[bytes.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = bytes[i] & 0xff;
      }
      return labels;
    }
  }

  private static int header(DataInputStream in, int magic, String what, int bytes, int length)
      throws IOException {
    if (length < bytes) {
      throw new IOException(
          "%d bytes are too few for the header of %d, the file was cut short"
              .formatted(length, bytes));
    }
    int found = in.readInt();
    if (found != magic) {
      throw new IOException(
          "magic number 0x%08x, but IDX %s start with 0x%08x".formatted(found, what, magic));
    }
    int count = in.readInt();
    if (count < 1) {
      throw new IOException("the header counts %d %s".formatted(count, what));
    }
    return count;
  }

  private static byte[] rest(DataInputStream in, long expected) throws IOException {
    var rest = in.readAllBytes();
    if (rest.length != expected) {
      throw new IOException(
          "the header announces %d bytes of data, %d follow; the file was cut short or garbled"
              .formatted(expected, rest.length));
    }
    return rest;
  }
}
