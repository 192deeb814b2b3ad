package alike.loss;

import java.util.function.IntConsumer;

/**
 * Rows divided by their lengths, outside any engine, laid out for the kernel: {@link #stride}
 * numbers a row, and rows of zeros up to a multiple of {@link #TILE}.
 *
 * <p>As {@link alike.engine.Rows#unit}: a row with no number of 1e-30 or more becomes zero, with
 * gradient zero. Sums are taken in double precision, where squares of 1e±38 have room.
 */
final class UnitRows {

  /** How many rows the kernel takes at a time. */
  static final int TILE = 64;

  private static final int LINE = 16; // floats of a cache line
  private static final double ZERO = 1e-30; // a row without any number of this size is zero

  private final int count;
  private final int width;
  private final int stride;
  private final float[] values; // [tiles · TILE, stride]
  private final double[] scales; // [count], 1 / length, or 0

  private UnitRows(int count, int width) {
    this.count = count;
    this.width = width;
    // Two vectors of any machine divide a row; an odd number of cache lines keeps the rows of a
    // tile from falling into the same few places of the cache.
    this.stride = (width + 2 * LINE - 1) / (2 * LINE) * (2 * LINE) + LINE;
    this.values = new float[padded()];
    this.scales = new double[count];
  }

  /**
   * Divides rows by their lengths.
   *
   * @param raw rows of {@code width} numbers
   * @param first which of them is the first here
   */
  static UnitRows of(float[] raw, int first, int count, int width) {
    var rows = new UnitRows(count, width);
    rows.each(row -> rows.normalise(raw, (first + row) * width, row));
    return rows;
  }

  private void normalise(float[] raw, int from, int row) {
    double squares = dot(raw, from, raw, from, width);
    scales[row] = squares < width * ZERO * ZERO && isZero(raw, from) ? 0 : 1 / Math.sqrt(squares);
    for (int k = 0; k < width; k++) {
      values[row * stride + k] = (float) (raw[from + k] * scales[row]);
    }
  }

  private boolean isZero(float[] raw, int from) {
    float largest = 0;
    for (int k = from; k < from + width; k++) {
      largest = Math.max(largest, Math.abs(raw[k]));
    }
    return largest < (float) ZERO;
  }

  /**
   * Writes the gradient by the raw rows.
   *
   * @param gradient by the unit rows, laid out as {@link #values}
   * @param factor what it is multiplied by
   * @param to rows of {@code width} numbers
   * @param first which of them is the first here
   */
  void raw(float[] gradient, double factor, float[] to, int first) {
    each(row -> raw(gradient, row, factor * scales[row], to, (first + row) * width));
  }

  /** Takes out what only changes the row's length. */
  private void raw(float[] gradient, int row, double factor, float[] to, int start) {
    int from = row * stride;
    double along = dot(gradient, from, values, from, width);
    for (int k = 0; k < width; k++) {
      to[start + k] = (float) ((gradient[from + k] - along * values[from + k]) * factor);
    }
  }

  /** Returns a row times the numbers at a place. */
  double dot(int row, float[] numbers, int at) {
    return dot(values, start(row), numbers, at, width);
  }

  /** Adds a multiple of a row to the same row of an array laid out alike; not to an empty one. */
  void add(int row, double factor, float[] to) {
    if (to.length > 0) {
      for (int k = start(row); k < start(row) + width; k++) {
        to[k] += (float) (factor * values[k]);
      }
    }
  }

  /**
   * Adds rows to those of an array laid out alike.
   *
   * @param packed rows of {@code width} numbers
   * @param first which row the first is
   */
  void add(float[] packed, int first, float[] to) {
    for (int i = 0; i < packed.length; i++) {
      to[start(first + i / width) + i % width] += packed[i];
    }
  }

  /** Returns a copy of the rows without padding. */
  float[] packed() {
    var packed = new float[count * width];
    for (int row = 0; row < count; row++) {
      System.arraycopy(values, start(row), packed, row * width, width);
    }
    return packed;
  }

  /** Returns the sum of products of {@code count} numbers. */
  private static double dot(float[] a, int i, float[] b, int j, int count) {
    double even = 0; // two sums, since one would wait for its last addition each time
    double odd = 0;
    int k = 0;
    for (; k + 1 < count; k += 2) {
      even += (double) a[i + k] * b[j + k];
      odd += (double) a[i + k + 1] * b[j + k + 1];
    }
    return k < count ? even + odd + (double) a[i + k] * b[j + k] : even + odd;
  }

  /** Does something for each row, on several threads. */
  void each(IntConsumer work) {
    Crew.each(
        tiles(),
        4L * count * width,
        () ->
            tile -> {
              for (int row = tile * TILE; row < Math.min(count, (tile + 1) * TILE); row++) {
                work.accept(row);
              }
            });
  }

  int count() {
    return count;
  }

  int width() {
    return width;
  }

  int stride() {
    return stride;
  }

  /** Returns where a row begins. */
  int start(int row) {
    return row * stride;
  }

  /** Returns how many tiles hold the rows. */
  int tiles() {
    return (count + TILE - 1) / TILE;
  }

  /** Returns how many numbers all tiles have. */
  int padded() {
    return Math.multiplyExact(tiles() * TILE, stride);
  }

  /** Returns the rows, not a copy. */
  float[] values() {
    return values;
  }
}
