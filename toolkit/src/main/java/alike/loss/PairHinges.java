package alike.loss;

import ai.djl.ndarray.NDArray;

/**
 * What it costs that pairs of one class are farther apart than one distance, and other pairs nearer
 * than another: each the excess to the power of q, every pair of rows once.
 */
final class PairHinges {

  private final PairTable table;
  private final int power;
  private final Part positive = new Part();
  private final Part negative = new Part();
  private final double[][] slopes; // of the sums, by each distance, i < j

  private PairHinges(PairTable table, int power) {
    this.table = table;
    this.power = power;
    this.slopes = new double[table.size()][table.size()];
  }

  /**
   * Adds up all pairs.
   *
   * @param near how far apart pairs of one class may be
   * @param far how far apart other pairs have to be
   * @param power q, 1 or 2
   */
  static PairHinges of(PairTable table, double near, double far, int power) {
    var hinges = new PairHinges(table, power);
    for (int i = 0; i < table.size(); i++) {
      for (int j = i + 1; j < table.size(); j++) {
        double distance = table.from(i)[j];
        hinges.slopes[i][j] =
            table.sameClass(i, j)
                ? hinges.add(hinges.positive, distance - near)
                : -hinges.add(hinges.negative, far - distance);
      }
    }
    return hinges;
  }

  /** Adds a pair's term and returns its derivative by the excess. */
  private double add(Part part, double excess) {
    part.count++;
    if (!(excess > table.resolution())) {
      return 0;
    }
    part.violations++;
    part.sum += power == 1 ? excess : excess * excess;
    return power == 1 ? 1 : 2 * excess;
  }

  Part positive() {
    return positive;
  }

  Part negative() {
    return negative;
  }

  /** Returns the sum of both parts, each term weighted, as a scalar with its gradient. */
  NDArray loss(double positiveWeight, double negativeWeight) {
    for (int i = 0; i < slopes.length; i++) {
      for (int j = i + 1; j < slopes.length; j++) {
        slopes[i][j] *= table.sameClass(i, j) ? positiveWeight : negativeWeight;
      }
    }
    return table.loss(positiveWeight * positive.sum + negativeWeight * negative.sum, slopes);
  }

  /** The pairs of one class, or the others. */
  static final class Part {
    private double sum;
    private long count;
    private long violations;

    /** Returns how many pairs there are. */
    long count() {
      return count;
    }

    /** Returns how many of them cost something. */
    long violations() {
      return violations;
    }
  }
}
