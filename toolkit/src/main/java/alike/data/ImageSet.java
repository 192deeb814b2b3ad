package alike.data;

import alike.check.Require;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Labelled images as bytes: N × H × W × C, one byte a channel, rows from the top. Immutable;
 * subsets share the pixels of the set that they were taken from.
 */
public final class ImageSet {

  private final String name;
  private final Pixels pixels;
  private final int[] rows; // where in the pixels each image stands
  private final int[] labels;
  private final List<String> classNames;
  private final Supplier<Pixels.Moments> moments;
  private final Supplier<String> fingerprint;

  private ImageSet(String name, Pixels pixels, int[] rows, int[] labels, List<String> classNames) {
    this.name = name;
    this.pixels = pixels;
    this.rows = rows;
    this.labels = labels;
    this.classNames = List.copyOf(classNames);
    this.moments = new Once<>(() -> pixels.moments(rows));
    this.fingerprint = new Once<>(() -> pixels.fingerprint(rows, labels));
  }

  /**
   * Wraps pixels and labels; the arrays are copied in.
   *
   * @param name what the images are, for people
   * @param height rows, 1 or more
   * @param width columns, 1 or more
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param pixels N × height × width × channels bytes, N ≥ 1
   * @param labels N class numbers, 0 … classNames.size() - 1
   * @param classNames names of the classes
   * @throws IllegalArgumentException if the sizes disagree or a label is out of range
   */
  public static ImageSet of(
      String name,
      int height,
      int width,
      int channels,
      byte[] pixels,
      int[] labels,
      List<String> classNames) {
    return adopt(
        name,
        new Pixels(height, width, channels, pixels.clone()),
        labels.clone(),
        List.copyOf(classNames));
  }

  /** Checks and keeps the arrays as they are: for readers that hand over their only copy. */
  static ImageSet adopt(String name, Pixels pixels, int[] labels, List<String> classNames) {
    pixels.requireImages(labels.length);
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            ("Label of image %d is %d, but the %d class names allow 0 to %d."
                    + " Number the classes from 0, or name them all.")
                .formatted(i, labels[i], classNames.size(), classNames.size() - 1));
      }
    }
    return new ImageSet(
        name, pixels, IntStream.range(0, labels.length).toArray(), labels, classNames);
  }

  /** Returns what the images are. */
  public String name() {
    return name;
  }

  /** Returns the number of images. */
  public int size() {
    return labels.length;
  }

  /** Returns the rows of each image. */
  public int height() {
    return pixels.height();
  }

  /** Returns the columns of each image. */
  public int width() {
    return pixels.width();
  }

  /** Returns 1 for grey images, 3 for colour. */
  public int channels() {
    return pixels.channels();
  }

  /** Returns the class of an image. */
  public int label(int index) {
    return labels[index];
  }

  /** Returns a copy of all labels. */
  public int[] labels() {
    return labels.clone();
  }

  /** Returns the names of the classes. */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Copies an image's height × width × channels bytes into {@code target} from {@code offset} on.
   */
  public void copy(int index, byte[] target, int offset) {
    pixels.copy(rows[index], target, offset);
  }

  /** Returns an image as a picture, grey or RGB. */
  public BufferedImage image(int index) {
    return pixels.image(rows[Objects.checkIndex(index, size())]);
  }

  /** Returns each channel's mean over all pixels of all images, in [0, 1]. */
  public double[] mean() {
    return moments.get().mean();
  }

  /** Returns each channel's standard deviation over all pixels of all images, in [0, 1]. */
  public double[] std() {
    return moments.get().std();
  }

  /** Returns the SHA-256, in hex, of shape, pixels and labels: equal for equal contents. */
  public String fingerprint() {
    return fingerprint.get();
  }

  /** Returns this set under another name. */
  public ImageSet named(String other) {
    return new ImageSet(other, pixels, rows, labels, classNames);
  }

  /** Returns the images at these places, in this order; a place may come twice. */
  public ImageSet subset(int... indices) {
    Require.atLeast("the number of images in a subset", 1, indices.length);
    for (int index : indices) {
      Require.within("an image's place in %s".formatted(this), 0, size() - 1, index);
    }
    return new ImageSet(
        name + ", subset",
        pixels,
        Arrays.stream(indices).map(i -> rows[i]).toArray(),
        Arrays.stream(indices).map(i -> labels[i]).toArray(),
        classNames);
  }

  /** Returns the first {@code count} images. */
  public ImageSet first(int count) {
    Require.within("count of images of %s".formatted(this), 1, size(), count);
    return subset(IntStream.range(0, count).toArray()).named("%s, first %d".formatted(name, count));
  }

  /** Returns the images of one class, in their order. */
  public ImageSet ofClass(int label) {
    Require.within("the class of %s".formatted(this), 0, classNames.size() - 1, label);
    return subset(Sampling.ofClass(labels, label)).named(name + ", " + classNames.get(label));
  }

  /**
   * Returns {@code perClass} images of every class, drawn without repetition, in this set's order.
   *
   * @throws IllegalArgumentException if a class has fewer images
   */
  public ImageSet balanced(int perClass, long seed) {
    Require.positive("perClass", perClass);
    return subset(Sampling.balanced(labels, classNames, perClass, seed))
        .named("%s, %d a class".formatted(name, perClass));
  }

  /**
   * Parts the images at random in two, none in both.
   *
   * @param fraction the share of {@code train}, above 0 and below 1; both parts get an image or
   *     more
   */
  public TrainTest split(double fraction, long seed) {
    Require.within("fraction", 0, 1, fraction);
    int cut = (int) Math.round(fraction * size());
    if (cut == 0 || cut == size()) {
      throw new IllegalArgumentException(
          "A fraction of %s leaves one of both parts of %s empty. Choose another, or more images."
              .formatted(fraction, this));
    }
    var order = SplitMix64.of(seed, size()).permutation(size());
    return new TrainTest(
        subset(Arrays.copyOf(order, cut)).named(name + ", first part"),
        subset(Arrays.copyOfRange(order, cut, size())).named(name + ", second part"));
  }

  /** Returns the first rows × columns images, each with its class's name, to be looked at. */
  public ImageGrid grid(int rows, int columns) {
    Require.positive("rows", rows);
    Require.positive("columns", columns);
    int shown = Math.min(size(), Math.multiplyExact(rows, columns));
    var bytes = new byte[shown * pixels.imageLength()];
    for (int i = 0; i < shown; i++) {
      copy(i, bytes, i * pixels.imageLength());
    }
    return new ImageGrid(toString(), new Pixels(height(), width(), channels(), bytes), columns)
        .withCaptions(Arrays.stream(labels, 0, shown).mapToObj(l -> classNames.get(l)).toList());
  }

  /** Returns for example "Fashion-MNIST train: 6,000 images 28×28×1, 10 classes". */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d images %d×%d×%d, %d classes",
        name,
        size(),
        height(),
        width(),
        channels(),
        classNames.size());
  }
}
