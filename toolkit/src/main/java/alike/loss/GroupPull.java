package alike.loss;

import java.util.Arrays;

/** Sums over the positives of one group after another; one object a thread. */
final class GroupPull {

  private static final RowMath MATH = RowMath.FASTEST;
  private static final int BUNCH = 4; // rows added as floats before they join the sum

  private final UnitRows rows;
  private final double[] weights;
  private final float[] gradient;
  private final float[] bunch;
  private final double[] sum;
  private final float[] mean; // of a row's positives, were it one itself
  private final float[] weighted; // the same of rows times their weights

  GroupPull(UnitRows rows, double[] weights, float[] gradient) {
    this.rows = rows;
    this.weights = weights;
    this.gradient = gradient;
    bunch = new float[rows.width()];
    sum = new double[rows.width()];
    mean = new float[rows.width()];
    weighted = new float[rows.width()];
  }

  /** Takes the group of rows {@code order[from]} to {@code order[to − 1]}. */
  double of(int[] order, int from, int to) {
    return switch (to - from) {
      case 0, 1 -> 0;
      case 2 -> pair(order[from], order[from + 1]);
      default -> group(order, from, to);
    };
  }

  private double pair(int one, int other) {
    double weight = weights[one] + weights[other];
    rows.add(one, -weight, gradient, other);
    rows.add(other, -weight, gradient, one);
    return weight * rows.dot(one, rows.values(), rows.start(other));
  }

  private double group(int[] order, int from, int to) {
    double part = 1.0 / (to - from - 1);
    sum(order, from, to, false);
    scale(part, mean);
    sum(order, from, to, true);
    scale(part, weighted);
    double value = 0;
    for (int at = from; at < to; at++) {
      int row = order[at];
      double self = rows.dot(row, rows.values(), rows.start(row));
      value += weights[row] * (rows.dot(row, mean, 0) - part * self);
      if (gradient.length > 0) {
        subtract((float) weights[row], (float) (2 * part * weights[row]), rows.start(row));
      }
    }
    return value;
  }

  /** Sums rows, or rows times their weights: a few as floats, those sums as doubles. */
  private void sum(int[] order, int from, int to, boolean byWeight) {
    Arrays.fill(sum, 0);
    for (int at = from; at < to; at += BUNCH) {
      Arrays.fill(bunch, 0);
      for (int i = at; i < Math.min(to, at + BUNCH); i++) {
        add(byWeight ? (float) weights[order[i]] : 1, rows.start(order[i]));
      }
      for (int k = 0; k < sum.length; k++) {
        sum[k] += bunch[k];
      }
    }
  }

  private void add(float factor, int start) {
    MATH.add(rows.values(), start, factor, bunch, 0, bunch.length);
  }

  private void scale(double factor, float[] to) {
    for (int k = 0; k < to.length; k++) {
      to[k] = (float) (factor * sum[k]);
    }
  }

  private void subtract(float weight, float self, int start) {
    MATH.add(mean, 0, -weight, gradient, start, mean.length);
    MATH.add(weighted, 0, -1, gradient, start, mean.length);
    MATH.add(rows.values(), start, self, gradient, start, mean.length);
  }
}
