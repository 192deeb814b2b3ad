package alike.loss;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this machine that losses are computed with, and their exponential. */
final class VectorTile {

  static final VectorSpecies<Float> FLOATS = floats();
  static final int LANES = FLOATS.length();

  /** From one row of a tile to the next: whole columns of a product. */
  static final int STRIDE = (UnitRows.TILE + 2 * LANES - 1) / (2 * LANES) * (2 * LANES);

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
