package alike.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Photographs of a hundred kinds of things, in twenty groups: 32×32, colour, 50,000 for training
 * and 10,000 for tests.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky 2009, CIFAR-100, binary
 *     version</a>
 */
public final class Cifar100 {

  private Cifar100() {}

  /**
   * Reads train.bin and test.bin from a folder, labelled with the 100 classes; their names from
   * fine_label_names.txt if it is there, else "class 0" and so on.
   *
   * @throws java.io.UncheckedIOException if a file is missing or cannot be read
   * @throws IllegalArgumentException if a file was cut short or has other labels
   */
  public static TrainTest load(Path folder) {
    return load(new Cifar(folder, 2, 1), "CIFAR-100", "fine_label_names.txt", "class", 100);
  }

  /**
   * Reads the same images as {@link #load}, labelled with the 20 groups; their names from
   * coarse_label_names.txt if it is there, else "group 0" and so on.
   */
  public static TrainTest coarse(Path folder) {
    return load(new Cifar(folder, 2, 0), "CIFAR-100 groups", "coarse_label_names.txt", "group", 20);
  }

  private static TrainTest load(
      Cifar files, String name, String namesFile, String word, int count) {
    var names = files.classNames(namesFile, numbered(word, count));
    return new TrainTest(
        files.read(name + " train", names, "train.bin"),
        files.read(name + " test", names, "test.bin"));
  }

  private static List<String> numbered(String word, int count) {
    return IntStream.range(0, count).mapToObj(i -> word + " " + i).toList();
  }
}
