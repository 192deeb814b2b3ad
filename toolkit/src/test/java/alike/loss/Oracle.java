package alike.loss;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The losses as plain loops over numbers of double precision. */
final class Oracle {

  private Oracle() {}

  /** Returns the cosine similarities of all rows; a row of zeros is similar to nothing. */
  static double[][] cosines(double[][] rows) {
    return cosines(rows, rows);
  }

  /** Returns the cosine similarities [A][C] of anchors with candidates. */
  static double[][] cosines(double[][] anchors, double[][] candidates) {
    var cosines = new double[anchors.length][candidates.length];
    for (int i = 0; i < anchors.length; i++) {
      for (int j = 0; j < candidates.length; j++) {
        double[] a = anchors[i];
        double[] c = candidates[j];
        double length = Math.sqrt(dot(a, a)) * Math.sqrt(dot(c, c));
        cosines[i][j] = length == 0 ? 0 : dot(a, c) / length;
      }
    }
    return cosines;
  }

  /** Returns the rows of one view of several of N images. */
  static double[][] view(double[][] rows, int view, int images) {
    return Arrays.copyOfRange(rows, view * images, (view + 1) * images);
  }

  /** Returns −ln softmax(logits)[at]. */
  static double crossEntropy(double[] logits, int at) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).sum();
    return Math.log(sum) + largest - logits[at];
  }

  /** Returns softmax(logits). */
  static double[] softmax(double... logits) {
    var probabilities = new double[logits.length];
    Arrays.setAll(probabilities, at -> Math.exp(-crossEntropy(logits, at)));
    return probabilities;
  }

  /** Returns Σ aₖ bₖ. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** Returns SimCLR's loss of 2N rows, row i and row i + N being one image's. */
  static double ntXent(double[][] rows, double temperature) {
    int images = rows.length / 2;
    var classes = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      classes[row] = row % images;
    }
    return supCon(rows, classes, temperature, false);
  }

  /** Returns the supervised loss, the sum over positives inside or outside of the logarithm. */
  static double supCon(double[][] rows, int[] classes, double temperature, boolean inside) {
    double[][] cosines = cosines(rows);
    double sum = 0;
    int anchors = 0;
    for (int i = 0; i < rows.length; i++) {
      double all = 0;
      double positive = 0;
      double logs = 0;
      int positives = 0;
      for (int a = 0; a < rows.length; a++) {
        // relative to the largest cosine there can be, so that nothing overflows
        double logit = (cosines[i][a] - 1) / temperature;
        if (a != i) {
          all += Math.exp(logit);
        }
        if (a != i && classes[a] == classes[i]) {
          positive += Math.exp(logit);
          logs += logit;
          positives++;
        }
      }
      if (positives > 0) {
        anchors++;
        sum +=
            inside
                ? Math.log(all) - Math.log(positive / positives)
                : Math.log(all) - logs / positives;
      }
    }
    return sum / anchors;
  }

  /** Returns the derivative by each number of the rows, by finite differences. */
  static double[] gradient(double[][] rows, ToDoubleFunction<double[][]> loss) {
    var gradient = new double[rows.length * rows[0].length];
    for (int i = 0; i < gradient.length; i++) {
      double[] row = rows[i / rows[0].length];
      int k = i % row.length;
      double value = row[k];
      double h = 1e-5 * Math.max(1e-3, Math.abs(value));
      row[k] = value + h;
      double above = loss.applyAsDouble(rows);
      row[k] = value - h;
      double below = loss.applyAsDouble(rows);
      row[k] = value;
      gradient[i] = (above - below) / (2 * h);
    }
    return gradient;
  }
}
