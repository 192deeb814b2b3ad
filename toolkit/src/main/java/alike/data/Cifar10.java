package alike.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Photographs of ten kinds of things: 32×32, colour, 50,000 for training and 10,000 for tests.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky 2009, CIFAR-10, binary
 *     version</a>
 */
public final class Cifar10 {

  private static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private Cifar10() {}

  /**
   * Reads data_batch_1.bin … data_batch_5.bin and test_batch.bin from a folder; class names from
   * batches.meta.txt if it is there.
   *
   * @throws java.io.UncheckedIOException if a file is missing or cannot be read
   * @throws IllegalArgumentException if a file was cut short or has other labels
   */
  public static TrainTest load(Path folder) {
    var files = new Cifar(folder, 1, 0);
    var names = files.classNames("batches.meta.txt", CLASS_NAMES);
    return new TrainTest(
        files.read(
            "CIFAR-10 train",
            names,
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin"),
        files.read("CIFAR-10 test", names, "test_batch.bin"));
  }
}
