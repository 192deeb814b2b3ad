package alike.data;

import java.util.List;

/** Labelled images as bytes: N × H × W × C, one byte a channel, rows from the top. Immutable. */
public final class ImageSet {

  private final String name;
  private final int height;
  private final int width;
  private final int channels;
  private final byte[] pixels;
  private final int[] labels;
  private final List<String> classNames;

  private ImageSet(
      String name,
      int height,
      int width,
      int channels,
      byte[] pixels,
      int[] labels,
      List<String> classNames) {
    this.name = name;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.pixels = pixels;
    this.labels = labels;
    this.classNames = List.copyOf(classNames);
  }

  /**
   * Wraps pixels and labels; the arrays are copied in.
   *
   * @param name what the images are, for people
   * @param height rows, 1 or more
   * @param width columns, 1 or more
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param pixels N × height × width × channels bytes
   * @param labels N class numbers, 0 … classNames.size() - 1
   * @param classNames names of the classes
   */
  public static ImageSet of(
      String name,
      int height,
      int width,
      int channels,
      byte[] pixels,
      int[] labels,
      List<String> classNames) {
    return new ImageSet(name, height, width, channels, pixels.clone(), labels.clone(), classNames);
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
    return height;
  }

  /** Returns the columns of each image. */
  public int width() {
    return width;
  }

  /** Returns 1 for grey images, 3 for colour. */
  public int channels() {
    return channels;
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
    int length = height * width * channels;
    System.arraycopy(pixels, index * length, target, offset, length);
  }
}
