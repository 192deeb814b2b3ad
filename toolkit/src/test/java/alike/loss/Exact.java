package alike.loss;

import java.util.Arrays;

/**
 * The supervised loss and its gradient as plain loops in double precision, for more rows than
 * finite differences have time for.
 *
 * @param value the loss
 * @param gradient one number for each of the rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Exact(double value, double[] gradient) {

  /** Computes the loss of rows that pick the other rows of their class. */
  static Exact supCon(double[][] rows, int[] classes, double temperature, boolean inside) {
    double[] lengths = Arrays.stream(rows).mapToDouble(row -> Math.sqrt(dot(row, row))).toArray();
    var unit = new double[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < unit[i].length; k++) {
        unit[i][k] = lengths[i] == 0 ? 0 : rows[i][k] / lengths[i];
      }
    }
    var byUnit = new double[rows.length][rows[0].length];
    long anchors = 0;
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double loss = anchor(i, unit, classes, temperature, inside, byUnit);
      anchors += Double.isNaN(loss) ? 0 : 1;
      sum += Double.isNaN(loss) ? 0 : loss;
    }
    return new Exact(sum / anchors, gradient(unit, lengths, byUnit, anchors));
  }

  /** Adds an anchor's gradient and returns its loss, NaN without positives. */
  private static double anchor(
      int i, double[][] unit, int[] classes, double temperature, boolean inside, double[][] by) {
    var logits = new double[unit.length];
    double most = Double.NEGATIVE_INFINITY;
    double mostPositive = Double.NEGATIVE_INFINITY;
    int positives = 0;
    for (int a = 0; a < unit.length; a++) {
      logits[a] = dot(unit[i], unit[a]) / temperature;
      most = a == i ? most : Math.max(most, logits[a]);
      if (a != i && classes[a] == classes[i]) {
        mostPositive = Math.max(mostPositive, logits[a]);
        positives++;
      }
    }
    if (positives == 0) {
      return Double.NaN;
    }
    double all = 0;
    double allPositive = 0;
    double mean = 0;
    for (int a = 0; a < unit.length; a++) {
      boolean positive = a != i && classes[a] == classes[i];
      all += a == i ? 0 : Math.exp(logits[a] - most);
      allPositive += positive ? Math.exp(logits[a] - mostPositive) : 0;
      mean += positive ? logits[a] / positives : 0;
    }
    for (int a = 0; a < unit.length; a++) {
      if (a != i) {
        double pull = inside ? Math.exp(logits[a] - mostPositive) / allPositive : 1.0 / positives;
        double weight = Math.exp(logits[a] - most) / all - (classes[a] == classes[i] ? pull : 0);
        for (int k = 0; k < by[i].length; k++) {
          by[i][k] += weight * unit[a][k] / temperature;
          by[a][k] += weight * unit[i][k] / temperature;
        }
      }
    }
    double sum = most + Math.log(all);
    return inside ? sum - mostPositive - Math.log(allPositive / positives) : sum - mean;
  }

  /** Takes the gradient through the division by the rows' lengths. */
  private static double[] gradient(
      double[][] unit, double[] lengths, double[][] byUnit, long anchors) {
    int width = unit[0].length;
    var gradient = new double[unit.length * width];
    for (int i = 0; i < gradient.length; i++) {
      int row = i / width;
      double along = dot(unit[row], byUnit[row]);
      double across = byUnit[row][i % width] - along * unit[row][i % width];
      gradient[i] = lengths[row] == 0 ? 0 : across / lengths[row] / anchors;
    }
    return gradient;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
