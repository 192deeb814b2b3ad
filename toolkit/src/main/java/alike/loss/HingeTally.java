package alike.loss;

import ai.djl.ndarray.NDArray;

/** What the terms max(0, ·)^q of pairs of rows add up to. */
final class HingeTally {

  private final double[][] slopes; // of the sum, by each distance
  private double sum;
  private long count;
  private long violations;
  private double weight;

  HingeTally(int rows) {
    slopes = new double[rows][rows];
  }

  /**
   * Adds the term of a pair.
   *
   * @param excess what is hinged at 0
   * @param sign 1 if the excess grows with the distance, −1 if it falls
   * @param power q, 1 or 2
   */
  void add(int i, int j, double excess, int sign, int power) {
    count++;
    if (excess > 0) {
      violations++;
      sum += power == 1 ? excess : excess * excess;
      slopes[i][j] += sign * (power == 1 ? 1 : 2 * excess);
    }
  }

  /** Returns how many pairs there are. */
  long count() {
    return count;
  }

  /** Returns how many terms are above 0. */
  long violations() {
    return violations;
  }

  /** Returns the weight that makes the sum a mean over what is above 0; 0 if nothing is. */
  double perViolation() {
    return violations == 0 ? 0 : 1.0 / violations;
  }

  /** Sets what each term counts in {@link #sum}. */
  HingeTally weighted(double value) {
    weight = value;
    return this;
  }

  /** Returns the weighted terms of two tallies as one scalar with its gradient. */
  static NDArray sum(PairTable table, HingeTally first, HingeTally second) {
    var slopes = new double[table.size()][table.size()];
    for (int i = 0; i < slopes.length; i++) {
      for (int j = 0; j < slopes.length; j++) {
        slopes[i][j] = first.weight * first.slopes[i][j] + second.weight * second.slopes[i][j];
      }
    }
    return table.loss(first.weight * first.sum + second.weight * second.sum, slopes);
  }
}
