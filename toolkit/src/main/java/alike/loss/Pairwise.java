package alike.loss;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All pairs of rows, of one set or of two, as a kernel takes them. From {@code logit = scale ·
 * left·right} it makes {@code ln Σ exp(logit)} of every row, and of every column where that counts;
 * then the gradient of their weighted sum by the unit rows, without the factor {@code scale}.
 *
 * <p>Within one set a row is not paired with itself, and columns are rows.
 */
final class Pairwise {

  /** Computes pairs. */
  @FunctionalInterface
  interface Kernel {

    /** Fills the sums, finishes them, and fills the gradients. */
    void run(Pairwise pairs);
  }

  /** By which rows the gradient is wanted. */
  enum Wanted {
    NO_GRADIENT,
    LEFT,
    BOTH
  }

  /**
   * A set of rows.
   *
   * @param rows of length 1
   * @param sums over the other set's rows, or this set's others
   * @param gradient laid out as the rows, empty if it is not wanted
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Side(UnitRows rows, LogSums sums, float[] gradient) {

    static Side of(UnitRows rows, double[] weights, double scale, boolean wanted) {
      float shift = scale <= UNSHIFTED ? 0 : LogSums.OUT;
      var sums = new LogSums(weights, rows.tiles() * UnitRows.TILE, shift);
      return new Side(rows, sums, rows.bench().scratch().zeros(wanted ? rows.padded() : 0));
    }
  }

  /**
   * Sums over positives alone.
   *
   * @param sums of the logits of each row's positives
   * @param classes equal for positives; one a padded row
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Positives(LogSums sums, float[] classes) {}

  private static final double UNSHIFTED = 60; // e⁶⁰ times any number of rows fits into a float

  final Side left;
  final Side right; // within one set the same object
  final float scale;
  final @Nullable Positives positives;

  private Pairwise(Side left, Side right, double scale, @Nullable Positives positives) {
    this.left = left;
    this.right = right;
    this.scale = (float) scale;
    this.positives = positives;
  }

  /**
   * Pairs rows of one set.
   *
   * @param weights what each row's logarithm counts
   */
  static Pairwise within(UnitRows rows, double scale, double[] weights, Wanted wanted) {
    var side = Side.of(rows, weights, scale, wanted != Wanted.NO_GRADIENT);
    return new Pairwise(side, side, scale, null);
  }

  /**
   * Pairs rows of one set and, apart, the rows of each class: the gradient is that of {@code Σ
   * weight · (ln Σ exp − ln Σ_positives exp)}.
   *
   * @param classes one a row
   */
  static Pairwise within(
      UnitRows rows, double scale, double[] weights, int[] classes, Wanted wanted) {
    int padded = rows.tiles() * UnitRows.TILE;
    var numbers = new float[padded];
    for (int row = 0; row < classes.length; row++) {
      numbers[row] = classes[row];
    }
    double[] negative = Arrays.stream(weights).map(weight -> -weight).toArray();
    var positives = new Positives(new LogSums(negative, padded, LogSums.OUT), numbers);
    var side = Side.of(rows, weights, Double.MAX_VALUE, wanted != Wanted.NO_GRADIENT);
    return new Pairwise(side, side, scale, positives);
  }

  /**
   * Pairs rows of two sets.
   *
   * @param leftWeights what each left row's logarithm counts
   * @param rightWeights what each right row's counts; all 0 if only left rows pick
   */
  static Pairwise between(
      UnitRows left,
      UnitRows right,
      double scale,
      double[] leftWeights,
      double[] rightWeights,
      Wanted wanted) {
    return new Pairwise(
        Side.of(left, leftWeights, scale, wanted != Wanted.NO_GRADIENT),
        Side.of(right, rightWeights, scale, wanted == Wanted.BOTH),
        scale,
        null);
  }

  /** Turns all sums into factors of the gradient. */
  void finish() {
    left.sums().finish();
    if (!isWithin()) {
      right.sums().finish();
    }
    if (positives != null) {
      positives.sums().finish();
    }
  }

  /** Returns the weighted sum of all logarithms. */
  double total() {
    return left.sums().total()
        + (isWithin() ? 0 : right.sums().total())
        + (positives == null ? 0 : positives.sums().total());
  }

  /** Returns whether the pairs are those of one set. */
  @SuppressWarnings("ReferenceEquality") // within one set both sides are one object
  boolean isWithin() {
    return left == right;
  }

  /** Returns whether exponentials are taken of logits as they are. */
  boolean isUnshifted() {
    return scale <= UNSHIFTED && positives == null;
  }
}
