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

  /** How many rows the kernel takes at a time: a multiple of its six rows and of any vector. */
  static final int TILE = 48;

  private static final int PIECE = 16; // rows that one thread takes at a time
  private static final int LINE = 16; // floats of a cache line
  private static final double ZERO = 1e-30; // a row without any number of this size is zero
  private static final double LEAST = 1e-30; // of a factor whose second half is a normal float

  private static final double LEAST_SQUARES =
      1e-25; // those that vanish as floats are no part of it
  private static final double MOST_SQUARES = 1e35;

  private final Workbench bench;
  private final int count;
  private final int width;
  private final int stride;
  private final float[] values; // [tiles · TILE, stride]
  private final double[] scales; // [count], 1 / length, or 0

  private UnitRows(Workbench bench, int count, int width) {
    this.bench = bench;
    this.count = count;
    this.width = width;
    // Two vectors of any machine divide a row; an odd number of cache lines keeps the rows of a
    // tile from falling into the same few places of the cache.
    this.stride = (width + 2 * LINE - 1) / (2 * LINE) * (2 * LINE) + LINE;
    this.values = bench.scratch().zeros(padded());
    this.scales = new double[count];
  }

  /**
   * Divides rows by their lengths.
   *
   * @param bench gives memory and threads
   * @param raw rows of {@code width} numbers
   * @param first which of them is the first here
   */
  static UnitRows of(Workbench bench, float[] raw, int first, int count, int width) {
    var rows = new UnitRows(bench, count, width);
    rows.each(row -> rows.normalise(raw, (first + row) * width, row));
    return rows;
  }

  private void normalise(float[] raw, int from, int row) {
    double squares = squares(raw, from);
    double scale = squares < width * ZERO * ZERO && isZero(raw, from) ? 0 : 1 / Math.sqrt(squares);
    scales[row] = scale;
    math(scale).scale(raw, from, scale, values, start(row), width);
  }

  /** Returns the sum of squares: as floats if they have room, else as doubles. */
  private double squares(float[] raw, int from) {
    double squares = RowMath.FASTEST.dot(raw, from, raw, from, width);
    boolean roomy = squares > LEAST_SQUARES && squares < MOST_SQUARES; // false for NaN
    return roomy ? squares : RowMath.PLAIN.dot(raw, from, raw, from, width);
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
    int from = start(row);
    double along = dot(row, gradient, from);
    math(factor).reject(gradient, values, from, along, factor, to, start, width);
  }

  /** Returns what multiplies with a factor: on vectors, if it has all its digits as a float. */
  private static RowMath math(double factor) {
    boolean whole = factor >= LEAST && factor <= Float.MAX_VALUE;
    return whole ? RowMath.FASTEST : RowMath.PLAIN;
  }

  /** Returns a row times the numbers at a place. */
  double dot(int row, float[] numbers, int at) {
    return RowMath.FASTEST.dot(values, start(row), numbers, at, width);
  }

  /** Adds a multiple of a row to a row of an array laid out alike; not to an empty one. */
  void add(int row, double factor, float[] to, int toRow) {
    if (to.length > 0) {
      RowMath.FASTEST.add(values, start(row), (float) factor, to, start(toRow), width);
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

  /** Does something for each row, on several threads. */
  void each(IntConsumer work) {
    int pieces = (count + PIECE - 1) / PIECE;
    bench
        .crew()
        .share(
            pieces,
            () ->
                piece -> {
                  for (int row = piece * PIECE; row < Math.min(count, (piece + 1) * PIECE); row++) {
                    work.accept(row);
                  }
                });
  }

  /** Returns with what these rows, and what is made of them, are computed. */
  Workbench bench() {
    return bench;
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
