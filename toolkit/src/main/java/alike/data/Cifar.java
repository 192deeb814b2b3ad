package alike.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary format of CIFAR: records of a few label bytes, then 3072 bytes of 32×32 pixels, all
 * reds, all greens, all blues.
 *
 * @param folder where the files are
 * @param labelBytes label bytes before each image's pixels
 * @param labelAt which of them is read
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky 2009, CIFAR-10 and
 *     CIFAR-100</a>
 */
record Cifar(Path folder, int labelBytes, int labelAt) {

  private static final int SIZE = 32;
  private static final int PLANE = SIZE * SIZE;

  /** Reads files of records, one after the other, into one set. */
  ImageSet read(String name, List<String> classNames, String... files) {
    var contents = new ArrayList<byte[]>();
    int images = 0;
    for (var file : files) {
      var content = content(file, classNames.size());
      contents.add(content);
      images += content.length / record();
    }
    var labels = new int[images];
    var pixels = new byte[Math.multiplyExact(images, 3 * PLANE)];
    int image = 0;
    for (var content : contents) {
      for (int at = 0; at < content.length; at += record()) {
        labels[image] = content[at + labelAt] & 0xff;
        interleave(content, at + labelBytes, pixels, image++ * 3 * PLANE);
      }
    }
    return ImageSet.adopt(name, new Pixels(SIZE, SIZE, 3, pixels), labels, classNames);
  }

  /** Returns the lines of a file of class names, or the given ones if there is no such file. */
  List<String> classNames(String file, List<String> known) {
    var path = folder.resolve(file);
    if (!Files.exists(path)) {
      return known;
    }
    try {
      var names = Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
      if (names.size() != known.size()) {
        throw new IllegalArgumentException(
            "%s names %d classes, the set has %d. Fetch the file again, or remove it."
                .formatted(path, names.size(), known.size()));
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  private int record() {
    return labelBytes + 3 * PLANE;
  }

  private byte[] content(String file, int classes) {
    var path = folder.resolve(file);
    if (!Files.exists(path)) {
      throw new UncheckedIOException(
          new IOException(
              "%s is missing. Unpack the archive of the binary version there, or name its folder."
                  .formatted(path)));
    }
    try {
      var content = Files.readAllBytes(path);
      check(path, content, classes);
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  private void check(Path path, byte[] content, int classes) {
    if (content.length == 0 || content.length % record() != 0) {
      throw new IllegalArgumentException(
          ("%s has %d bytes, which is no whole number of records of %d bytes: it was cut short,"
                  + " or is of another format. Unpack the archive of the binary version again.")
              .formatted(path, content.length, record()));
    }
    for (int at = labelAt; at < content.length; at += record()) {
      if ((content[at] & 0xff) >= classes) {
        throw new IllegalArgumentException(
            "%s: image %d has label %d, but labels are 0 to %d. Is this the right data set?"
                .formatted(path, at / record(), content[at] & 0xff, classes - 1));
      }
    }
  }

  private static void interleave(byte[] source, int from, byte[] target, int to) {
    for (int i = 0; i < PLANE; i++) {
      for (int channel = 0; channel < 3; channel++) {
        target[to + 3 * i + channel] = source[from + channel * PLANE + i];
      }
    }
  }
}
