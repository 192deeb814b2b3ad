package alike.loss;

import static alike.loss.VectorTile.FLOATS;
import static alike.loss.VectorTile.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Products of six rows with two vectors of columns: enough sums to keep the multipliers busy, and
 * few enough to stay in 16 registers.
 */
final class VectorProduct {

  /** How many rows are computed at a time. */
  static final int ROWS = 6;

  /** How many columns are computed at a time. */
  static final int COLUMNS = 2 * LANES;

  private VectorProduct() {}

  /**
   * Adds {@code Σₖ row[r](k) · column[c](k)} to {@code out[r][c]} for six rows and two vectors of
   * columns.
   *
   * <p>Where the steps are no constants to the compiler it leaves the loop as it is. Unrolled, the
   * sums do not stay in registers, and it takes twice as long.
   *
   * @param rows number k of the first row at {@code row + k · rowStep}, the other rows' beside it
   * @param columns number k of the first column at {@code column + k · columnStep}, the other
   *     columns' beside it
   * @param depth how many k
   * @param out rows of sums, {@code outStride} apart, from {@code to} on
   */
  static void add(
      float[] rows,
      int row,
      int rowStep,
      float[] columns,
      int column,
      int columnStep,
      int depth,
      float[] out,
      int to,
      int outStride) {
    int o1 = to + outStride;
    int o2 = o1 + outStride;
    int o3 = o2 + outStride;
    int o4 = o3 + outStride;
    int o5 = o4 + outStride;
    var s00 = load(out, to);
    var s01 = load(out, to + LANES);
    var s10 = load(out, o1);
    var s11 = load(out, o1 + LANES);
    var s20 = load(out, o2);
    var s21 = load(out, o2 + LANES);
    var s30 = load(out, o3);
    var s31 = load(out, o3 + LANES);
    var s40 = load(out, o4);
    var s41 = load(out, o4 + LANES);
    var s50 = load(out, o5);
    var s51 = load(out, o5 + LANES);
    for (int k = 0, p = row, q = column; k < depth; k++, p += rowStep, q += columnStep) {
      var c0 = load(columns, q);
      var c1 = load(columns, q + LANES);
      var x = FloatVector.broadcast(FLOATS, rows[p]);
      s00 = x.fma(c0, s00);
      s01 = x.fma(c1, s01);
      x = FloatVector.broadcast(FLOATS, rows[p + 1]);
      s10 = x.fma(c0, s10);
      s11 = x.fma(c1, s11);
      x = FloatVector.broadcast(FLOATS, rows[p + 2]);
      s20 = x.fma(c0, s20);
      s21 = x.fma(c1, s21);
      x = FloatVector.broadcast(FLOATS, rows[p + 3]);
      s30 = x.fma(c0, s30);
      s31 = x.fma(c1, s31);
      x = FloatVector.broadcast(FLOATS, rows[p + 4]);
      s40 = x.fma(c0, s40);
      s41 = x.fma(c1, s41);
      x = FloatVector.broadcast(FLOATS, rows[p + 5]);
      s50 = x.fma(c0, s50);
      s51 = x.fma(c1, s51);
    }
    s00.intoArray(out, to);
    s01.intoArray(out, to + LANES);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + LANES);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + LANES);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + LANES);
    s40.intoArray(out, o4);
    s41.intoArray(out, o4 + LANES);
    s50.intoArray(out, o5);
    s51.intoArray(out, o5 + LANES);
  }

  private static FloatVector load(float[] numbers, int at) {
    return FloatVector.fromArray(FLOATS, numbers, at);
  }
}
