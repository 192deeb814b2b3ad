package alike.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures of clothes: 28×28, grey, light on black, ten classes of equal size.
 *
 * <p>Data: MIT licence, © 2017 Zalando SE; the text stands beside the resource, {@code
 * alike/data/fashion-mnist/LICENSE}.
 *
 * @see <a href="https://arxiv.org/abs/1708.07747">Xiao, Rasul, Vollgraf 2017, Fashion-MNIST</a>
 */
public final class FashionMnist {

  static final List<String> CLASS_NAMES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private static final String TRAIN = "Fashion-MNIST train";
  private static final String TEST = "Fashion-MNIST test";

  private FashionMnist() {}

  /**
   * Returns the small set that the jar carries: of the published files the first 600 training
   * images and the first 100 test images of every class, in the files' order. So both parts are
   * balanced, 6,000 and 1,000 images.
   */
  public static TrainTest mini() {
    return new TrainTest(resource("train", TRAIN + " (mini)"), resource("t10k", TEST + " (mini)"));
  }

  /**
   * Returns the full set, 60,000 training and 10,000 test images, from the first folder that has
   * it: {@code $ALIKE_DATA/fashion-mnist}, {@code $ALIKE_DATA}, {@code
   * ~/.alike/data/fashion-mnist}, the folder of the Debian package dataset-fashion-mnist.
   *
   * @throws UncheckedIOException if no folder has it, or a file is damaged
   */
  public static TrainTest load() {
    return load(Folders.of("fashion-mnist").first("train-images-idx3-ubyte"));
  }

  /**
   * Returns the full set from the four IDX files in a folder, packed (.gz) or not. Their contents
   * are checked against the published ones by SHA-256.
   *
   * @throws UncheckedIOException if a file is missing or damaged
   */
  public static TrainTest load(Path folder) {
    return load(folder, FashionMnistFiles.PUBLISHED);
  }

  static TrainTest load(Path folder, FashionMnistFiles files) {
    return new TrainTest(
        files.read(folder, "train", TRAIN, CLASS_NAMES),
        files.read(folder, "t10k", TEST, CLASS_NAMES));
  }

  private static ImageSet resource(String part, String name) {
    var images = "fashion-mnist/" + part + "-images-idx3-ubyte.gz";
    var labels = "fashion-mnist/" + part + "-labels-idx1-ubyte.gz";
    try {
      return ImageSet.adopt(
          name, Idx.images(unpacked(images)), Idx.labels(unpacked(labels)), CLASS_NAMES);
    } catch (IOException e) {
      throw new UncheckedIOException("The jar's %s or %s is damaged.".formatted(images, labels), e);
    }
  }

  private static byte[] unpacked(String resource) throws IOException {
    try (var stream = FashionMnist.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException("the jar has no %s".formatted(resource));
      }
      return Idx.unpacked(stream);
    }
  }
}
