package alike.engine;

/**
 * Vectors stored so that their products with others are computed fast: some of them side by side,
 * the last ones filled up with zeros.
 */
public final class Panels {

  private static final int DEPTH = 256; // part of a panel that stays near the processor

  private final Dots dots;
  private final int count;
  private final int width;
  private final int columns; // of a panel
  private final float[] values; // [panels, width, columns]
  private final float[] offsets; // [panels · columns]

  private Panels(Dots dots, int count, int width) {
    this.dots = dots;
    this.count = count;
    this.width = width;
    int filled = (count + Dots.COLUMNS - 1) / Dots.COLUMNS * Dots.COLUMNS;
    this.columns = Math.min(dots.columns(), filled);
    int panels = (count + columns - 1) / columns;
    this.offsets = new float[panels * columns];
    this.values = new float[Math.multiplyExact(offsets.length, width)];
  }

  /**
   * Packs vectors.
   *
   * @param values [count, width], row by row
   * @param count how many vectors, 1 or more
   * @param width numbers of each, 1 or more
   */
  public static Panels of(float[] values, int count, int width) {
    return of(values, count, width, new float[count]);
  }

  /**
   * Packs vectors whose products all start from an offset.
   *
   * @param values [count, width], row by row
   * @param count how many vectors, 1 or more
   * @param width numbers of each, 1 or more
   * @param offsets what the product with each vector starts from
   */
  public static Panels of(float[] values, int count, int width, float[] offsets) {
    return of(values, count, width, offsets, Dots.fastest());
  }

  static Panels of(float[] values, int count, int width, float[] offsets, Dots dots) {
    if (count < 1 || values.length != (long) count * width || offsets.length != count) {
      throw new IllegalArgumentException(
          "%d vectors of %d numbers and as many offsets were announced, got %d numbers and %d offsets."
              .formatted(count, width, values.length, offsets.length));
    }
    var packed = new Panels(dots, count, width);
    packed.pack(values);
    System.arraycopy(offsets, 0, packed.offsets, 0, count);
    return packed;
  }

  /**
   * Packs the columns of a matrix: each is a vector.
   *
   * @param values [width, count], row by row
   * @param count how many vectors, 1 or more
   * @param width numbers of each, 1 or more
   */
  public static Panels ofColumns(float[] values, int count, int width) {
    if (count < 1 || values.length != (long) count * width) {
      throw new IllegalArgumentException(
          "%d columns of %d numbers were announced, got %d numbers."
              .formatted(count, width, values.length));
    }
    var packed = new Panels(Dots.fastest(), count, width);
    int columns = packed.columns;
    for (int from = 0; from < count; from += columns) {
      int part = Math.min(columns, count - from);
      for (int k = 0; k < width; k++) {
        System.arraycopy(values, k * count + from, packed.values, from * width + k * columns, part);
      }
    }
    return packed;
  }

  private void pack(float[] from) {
    for (int vector = 0; vector < count; vector++) {
      int to = vector / columns * columns * width + vector % columns;
      for (int k = 0; k < width; k++) {
        values[to + k * columns] = from[vector * width + k];
      }
    }
  }

  /** Returns how many vectors there are. */
  public int count() {
    return count;
  }

  /** Returns how many numbers each has. */
  public int width() {
    return width;
  }

  int columns() {
    return columns;
  }

  /** Returns how many rows are taken at once; {@link Products#ROWS} is a multiple. */
  int group() {
    return dots.rows();
  }

  int panels() {
    return offsets.length / columns;
  }

  /** Lays rows, read from {@code from} on, side by side as {@link #multiply} takes them. */
  void lay(float[] rows, int from, int count, float[] side) {
    int group = dots.rows();
    for (int row = 0; row < count; row++) {
      int at = from + row * width;
      int to = row / group * group * width + row % group;
      for (int k = 0; k < width; k++) {
        side[to + k * group] = rows[at + k];
      }
    }
  }

  /**
   * Writes the products of rows with a panel's vectors.
   *
   * @param side rows as {@link #lay} left them, with room for whole groups
   * @param count how many; beyond them, out is written up to the next full group
   */
  void multiply(float[] side, int count, int panel, float[] out, int outFrom, int stride) {
    int group = dots.rows();
    int filled = (count + group - 1) / group * group;
    var sums = new Dots.Part(out, outFrom, stride);
    var start = new Dots.Part(offsets, panel * columns, 0);
    for (int k = 0; k < width; k += DEPTH) {
      var rows = new Dots.Part(side, k * group, width * group);
      var vectors = new Dots.Part(values, (panel * width + k) * columns, columns);
      dots.sum(rows, filled, vectors, Math.min(DEPTH, width - k), start, sums);
      start = sums;
    }
  }
}
