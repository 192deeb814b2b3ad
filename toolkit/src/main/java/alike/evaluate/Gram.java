package alike.evaluate;

import alike.engine.Workers;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** Products of the columns of two sets of rows, {@code AᵀB}, in float64. */
final class Gram {

  private static final int LINES = 8; // of a task

  private Gram() {}

  /** Returns {@code XᵀX}, [D, D], of rows less their mean, or as they are. */
  static double[][] of(float[] rows, int width, boolean centred) {
    double[] mean = centred ? Rows.mean(rows, width) : new double[width];
    return of(rows, width, mean, rows, width, mean);
  }

  /**
   * Returns {@code (A − a)ᵀ(B − b)}, [left width, right width].
   *
   * @param left [n, leftWidth]
   * @param taken a, subtracted from every row of the left
   * @param right [n, rightWidth]
   * @param other b, subtracted from every row of the right
   */
  static double[][] of(
      float[] left, int leftWidth, double[] taken, float[] right, int rightWidth, double[] other) {
    var product = new double[leftWidth][rightWidth];
    Workers.each(
        (leftWidth + LINES - 1) / LINES,
        () -> {
          var line = new double[rightWidth];
          return task -> {
            int to = Math.min(leftWidth, (task + 1) * LINES);
            for (int row = 0; row * rightWidth < right.length; row++) {
              fill(line, right, row, other);
              for (int i = task * LINES; i < to; i++) {
                add(product[i], left[row * leftWidth + i] - taken[i], line);
              }
            }
          };
        });
    return product;
  }

  private static void fill(double[] line, float[] rows, int row, double[] taken) {
    int from = row * line.length;
    for (int i = 0; i < line.length; i++) {
      line[i] = rows[from + i] - taken[i];
    }
  }

  private static void add(double[] sums, double factor, double[] line) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * line[i];
    }
  }

  /** Returns the sum of the squares of all numbers. */
  static double square(double[][] matrix) {
    double square = 0;
    for (var line : matrix) {
      for (double value : line) {
        square += value * value;
      }
    }
    return square;
  }

  /** Returns eigenvalues, largest first, and eigenvectors of a symmetric matrix. */
  static EigenDecomposition eigen(double[][] symmetric) {
    return new EigenDecomposition(new Array2DRowRealMatrix(symmetric, false));
  }
}
