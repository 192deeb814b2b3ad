package alike.loss;

import java.util.Arrays;

/**
 * Logarithms of sums of exponentials of logits, one a row: {@code shift + ln(sum)}. A kernel fills
 * them; rows are padded to whole tiles.
 */
final class LogSums {

  /** A logit that does not count; finite, since the difference of two infinities is no number. */
  static final float OUT = -1e30f;

  final double[] weights; // what each row's logarithm counts in the loss, 0 for none
  final float[] shifts; // what is subtracted from a row's logits before their exponentials
  final double[] sums; // of exponentials of shifted logits
  final float[] factors; // weight / sum: of exp(logit − shift) in the gradient
  private final boolean fixed;
  private final boolean counts;

  /**
   * Starts empty sums.
   *
   * @param weights one a row
   * @param rows the number of padded rows
   * @param shift 0 to leave logits as they are, {@link #OUT} to shift by each row's largest
   */
  LogSums(double[] weights, int rows, float shift) {
    this.weights = Arrays.copyOf(weights, rows);
    this.shifts = new float[rows];
    this.sums = new double[rows];
    this.factors = new float[rows];
    this.fixed = shift == 0;
    boolean any = false;
    for (double weight : weights) {
      any |= weight != 0;
    }
    this.counts = any;
    Arrays.fill(shifts, shift);
  }

  /** Returns whether any row counts. */
  boolean counts() {
    return counts;
  }

  /** Brings a row's shift up to a logit that is larger. */
  void raise(int row, float logit) {
    if (!fixed && logit > shifts[row]) {
      sums[row] *= Math.exp((double) shifts[row] - logit);
      shifts[row] = logit;
    }
  }

  /** Adds one logit to a row's sum. */
  void add(int row, double logit) {
    raise(row, (float) logit);
    sums[row] += Math.exp(logit - shifts[row]);
  }

  /** Makes the factors, when all logits are in the sums. */
  void finish() {
    finish(0, sums.length);
  }

  /** Makes the factors of some rows. */
  void finish(int from, int to) {
    for (int row = from; row < to; row++) {
      if (weights[row] == 0) {
        shifts[row] = -OUT; // so that 0 is multiplied by nothing large
      } else {
        factors[row] = (float) (weights[row] / sums[row]);
      }
    }
  }

  /** Returns the part of a row's sum that a logit is, times the row's weight. */
  double share(int row, double logit) {
    return factors[row] * Math.exp(logit - shifts[row]);
  }

  /** Returns the weighted sum of the logarithms. */
  double total() {
    double total = 0;
    for (int row = 0; row < sums.length; row++) {
      total += weights[row] == 0 ? 0 : weights[row] * (shifts[row] + Math.log(sums[row]));
    }
    return total;
  }
}
