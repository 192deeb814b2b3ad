package alike.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What the four files of a set in the IDX format must hold.
 *
 * @param sha256 the SHA-256 of each file's unpacked content, by its name without .gz; of the
 *     content, because packing again (as Debian does) changes the .gz file but not what it holds
 */
record FashionMnistFiles(Map<String, String> sha256) {

  static final FashionMnistFiles PUBLISHED =
      new FashionMnistFiles(
          Map.of(
              "train-images-idx3-ubyte",
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              "train-labels-idx1-ubyte",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              "t10k-images-idx3-ubyte",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              "t10k-labels-idx1-ubyte",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

  ImageSet read(Path folder, String part, String name, List<String> classNames) {
    var images = content(folder, part + "-images-idx3-ubyte", Idx::images);
    var labels = content(folder, part + "-labels-idx1-ubyte", Idx::labels);
    if (images.count() != labels.length) {
      throw new IllegalArgumentException(
          "%s: the %s files hold %d images but %d labels. %s"
              .formatted(folder, part, images.count(), labels.length, Folders.fetch(folder)));
    }
    try {
      return ImageSet.adopt(name, images, labels, classNames);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Makes something of a file's content. */
  @FunctionalInterface
  private interface Parser<T> {
    T parse(byte[] content) throws IOException;
  }

  private <T> T content(Path folder, String name, Parser<T> parser) {
    var file = Files.exists(folder.resolve(name)) ? folder.resolve(name) : packed(folder, name);
    try {
      var content = Idx.bytes(file);
      var parsed = parser.parse(content);
      verify(name, content);
      return parsed;
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(
          "%s has neither %s nor %s.gz. %s".formatted(folder, name, name, Folders.fetch(folder)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: %s. %s".formatted(file, e.getMessage(), Folders.fetch(folder)), e);
    }
  }

  private static Path packed(Path folder, String name) {
    return folder.resolve(name + ".gz");
  }

  private void verify(String name, byte[] content) throws IOException {
    var expected = sha256.get(name);
    var found = HexFormat.of().formatHex(Pixels.sha256().digest(content));
    if (expected != null && !expected.equals(found)) {
      throw new IOException(
          "the content's SHA-256 is %s, the published one is %s".formatted(found, expected));
    }
  }
}
