package alike.loss;

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

    /** Fills the sums, {@linkplain Pairwise#finish finishes} them, and fills the gradients. */
    void run(Pairwise pairs);
  }

  /** By which rows the gradient is wanted. */
  enum Wanted {
    NO_GRADIENT,
    LEFT,
    BOTH
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

  final UnitRows left;
  final UnitRows right;
  final float scale;
  final LogSums rows;
  final LogSums columns;
  final @Nullable Positives positives;
  final Wanted wanted;
  final float[] leftGradient; // laid out as the rows, empty if it is not wanted
  final float[] rightGradient;

  private Pairwise(
      UnitRows left,
      UnitRows right,
      double scale,
      LogSums rows,
      LogSums columns,
      @Nullable Positives positives,
      Wanted wanted) {
    this.left = left;
    this.right = right;
    this.scale = (float) scale;
    this.rows = rows;
    this.columns = columns;
    this.positives = positives;
    this.wanted = wanted;
    leftGradient = new float[wanted == Wanted.NO_GRADIENT ? 0 : left.padded()];
    rightGradient =
        left == right ? leftGradient : new float[wanted == Wanted.BOTH ? right.padded() : 0];
  }

  /**
   * Pairwise rows of one set.
   *
   * @param weights what each row's logarithm counts
   */
  static Pairwise within(UnitRows rows, double scale, float[] weights, Wanted wanted) {
    var sums = sums(rows, weights, start(scale));
    return new Pairwise(rows, rows, scale, sums, sums, null, wanted);
  }

  /**
   * Pairwise rows of one set and, apart, the rows of each class: the gradient is that of {@code Σ
   * weight · (ln Σ exp − ln Σ_positives exp)}.
   *
   * @param classes one a row
   */
  static Pairwise within(
      UnitRows rows, double scale, float[] weights, int[] classes, Wanted wanted) {
    var negative = new float[weights.length];
    var padded = new float[rows.tiles() * UnitRows.TILE];
    for (int row = 0; row < weights.length; row++) {
      negative[row] = -weights[row];
      padded[row] = classes[row];
    }
    var all = sums(rows, weights, LogSums.OUT);
    var positives = new Positives(sums(rows, negative, LogSums.OUT), padded);
    return new Pairwise(rows, rows, scale, all, all, positives, wanted);
  }

  /**
   * Pairwise rows of two sets.
   *
   * @param rowWeights what each left row's logarithm counts
   * @param columnWeights what each right row's counts; all 0 if only left rows choose
   */
  static Pairwise between(
      UnitRows left,
      UnitRows right,
      double scale,
      float[] rowWeights,
      float[] columnWeights,
      Wanted wanted) {
    var rows = sums(left, rowWeights, start(scale));
    var columns = sums(right, columnWeights, start(scale));
    return new Pairwise(left, right, scale, rows, columns, null, wanted);
  }

  private static float start(double scale) {
    return scale <= UNSHIFTED ? 0 : LogSums.OUT;
  }

  private static LogSums sums(UnitRows rows, float[] weights, float shift) {
    return new LogSums(weights, rows.tiles() * UnitRows.TILE, shift);
  }

  /** Makes the factors of all sums. */
  void finish() {
    rows.finish();
    if (!isWithin()) {
      columns.finish();
    }
    if (positives != null) {
      positives.sums().finish();
    }
  }

  /** Returns whether the pairs are those of one set. */
  boolean isWithin() {
    return left == right;
  }

  /** Returns whether exponentials are taken of logits as they are. */
  boolean isUnshifted() {
    return scale <= UNSHIFTED && positives == null;
  }

  /** Returns whether columns have sums of their own, or are rows. */
  boolean wantsColumns() {
    return columns.counts();
  }

  /** Returns how many multiplications all logits are. */
  long cost() {
    return (long) left.count() * right.count() * left.width() / (isWithin() ? 2 : 1);
  }
}
