package alike.loss;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic on tiles of {@link #SIDE} × {@link #SIDE} numbers, four rows by two vectors at a time:
 * that is enough sums to keep the multipliers busy and few enough to stay in 16 registers.
 */
final class VectorTile {

  static final int SIDE = UnitRows.TILE;
  static final VectorSpecies<Float> FLOATS = floats();
  static final int LANES = FLOATS.length();

  private static final int STEP = 2 * LANES;
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f; // exact in few bits, so n · LN2_HIGH is too
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUND = 12582912f; // 1.5 · 2²³: adding it rounds to a whole number
  private static final float VANISHES = -88; // the power of two of its exponential is 0

  private VectorTile() {}

  private static VectorSpecies<Float> floats() {
    return FloatVector.SPECIES_PREFERRED.length() > 16
        ? FloatVector.SPECIES_512 // the rows' layout is made for 16 floats or fewer
        : FloatVector.SPECIES_PREFERRED;
  }

  /**
   * Sets {@code tile[r][c] = Σₖ a[r][k] · panel[k][c]} for the first rows.
   *
   * @param a rows, {@code stride} apart, from {@code start} on
   * @param panel columns, from {@code from} on: SIDE numbers for each k
   */
  static void multiply(
      float[] a,
      int start,
      int stride,
      int rows,
      float[] panel,
      int from,
      int width,
      float[] tile) {
    for (int c = 0; c < SIDE; c += STEP) {
      for (int r = 0; r < rows; r += 4) {
        multiply(a, start + r * stride, stride, panel, from + c, width, tile, r * SIDE + c);
      }
    }
  }

  private static void multiply(
      float[] a, int start, int stride, float[] panel, int from, int width, float[] tile, int to) {
    int p0 = start;
    int p1 = p0 + stride;
    int p2 = p1 + stride;
    int p3 = p2 + stride;
    var s00 = FloatVector.zero(FLOATS);
    var s01 = s00;
    var s10 = s00;
    var s11 = s00;
    var s20 = s00;
    var s21 = s00;
    var s30 = s00;
    var s31 = s00;
    for (int k = 0, q = from; k < width; k++, q += SIDE) {
      var b0 = FloatVector.fromArray(FLOATS, panel, q);
      var b1 = FloatVector.fromArray(FLOATS, panel, q + LANES);
      var x = broadcast(a[p0 + k]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(a[p1 + k]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(a[p2 + k]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(a[p3 + k]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(tile, to);
    s01.intoArray(tile, to + LANES);
    s10.intoArray(tile, to + SIDE);
    s11.intoArray(tile, to + SIDE + LANES);
    s20.intoArray(tile, to + 2 * SIDE);
    s21.intoArray(tile, to + 2 * SIDE + LANES);
    s30.intoArray(tile, to + 3 * SIDE);
    s31.intoArray(tile, to + 3 * SIDE + LANES);
  }

  /**
   * Adds {@code Σ_c w[r][c] · b[c]} to the first rows {@code g[r]}.
   *
   * @param w a tile whose rows are {@code rowStep} and columns {@code columnStep} apart: SIDE and
   *     1, or 1 and SIDE for its transpose
   * @param b as many rows as {@code columns}, {@code stride} apart, from {@code from} on
   * @param g rows likewise, from {@code to} on
   */
  static void addProduct(
      float[] w,
      int rowStep,
      int rows,
      int columnStep,
      int columns,
      float[] b,
      int from,
      float[] g,
      int to,
      int stride,
      int width) {
    for (int d = 0; d < width; d += STEP) {
      for (int r = 0; r < rows; r += 4) {
        int p = r * rowStep;
        add(w, p, rowStep, columnStep, columns, b, from + d, g, to + r * stride + d, stride);
      }
    }
  }

  private static void add(
      float[] w,
      int start,
      int rowStep,
      int columnStep,
      int columns,
      float[] b,
      int from,
      float[] g,
      int to,
      int stride) {
    int g1 = to + stride;
    int g2 = g1 + stride;
    int g3 = g2 + stride;
    var s00 = FloatVector.fromArray(FLOATS, g, to);
    var s01 = FloatVector.fromArray(FLOATS, g, to + LANES);
    var s10 = FloatVector.fromArray(FLOATS, g, g1);
    var s11 = FloatVector.fromArray(FLOATS, g, g1 + LANES);
    var s20 = FloatVector.fromArray(FLOATS, g, g2);
    var s21 = FloatVector.fromArray(FLOATS, g, g2 + LANES);
    var s30 = FloatVector.fromArray(FLOATS, g, g3);
    var s31 = FloatVector.fromArray(FLOATS, g, g3 + LANES);
    int p0 = start;
    int p1 = p0 + rowStep;
    int p2 = p1 + rowStep;
    int p3 = p2 + rowStep;
    for (int c = 0, o = 0, q = from; c < columns; c++, o += columnStep, q += stride) {
      var b0 = FloatVector.fromArray(FLOATS, b, q);
      var b1 = FloatVector.fromArray(FLOATS, b, q + LANES);
      var x = broadcast(w[p0 + o]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(w[p1 + o]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(w[p2 + o]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(w[p3 + o]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(g, to);
    s01.intoArray(g, to + LANES);
    s10.intoArray(g, g1);
    s11.intoArray(g, g1 + LANES);
    s20.intoArray(g, g2);
    s21.intoArray(g, g2 + LANES);
    s30.intoArray(g, g3);
    s31.intoArray(g, g3 + LANES);
  }

  /**
   * Returns eˣ, to 1.3e-7 relative; 0 for x below −87.7.
   *
   * <p>{@code eˣ = 2ⁿ eᶠ} with {@code n} the whole number nearest to {@code x / ln 2}; eᶠ for |f| ≤
   * ½ ln 2 is 1 + f + f² times a polynomial fitted to 3e-9.
   *
   * @param x at most 88
   */
  static FloatVector exp(FloatVector x) {
    var bounded = x.max(VANISHES);
    var n = bounded.mul(LOG2_E).add(ROUND).sub(ROUND);
    var f = n.fma(broadcast(-LN2_HIGH), bounded);
    f = n.fma(broadcast(-LN2_LOW), f);
    var p = broadcast(0.00138145406f).fma(f, broadcast(0.00836874545f));
    p = p.fma(f, broadcast(0.041668389f));
    p = p.fma(f, broadcast(0.166665211f));
    p = p.fma(f, broadcast(0.49999994f));
    p = p.fma(f.mul(f), f.add(1));
    var power = n.add(ROUND + 127).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.mul(power.reinterpretAsFloats());
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
