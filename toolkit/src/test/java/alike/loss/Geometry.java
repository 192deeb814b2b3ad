package alike.loss;

import java.util.Arrays;

/** Lengths and distances of rows in double precision. */
final class Geometry {

  private Geometry() {}

  /** Returns the rows scaled to length 1; a row of zeros stays one. */
  static double[][] unit(double[][] rows) {
    return Arrays.stream(rows)
        .map(
            row -> {
              double length = Math.sqrt(Oracle.dot(row, row));
              return Arrays.stream(row).map(x -> length == 0 ? 0 : x / length).toArray();
            })
        .toArray(double[][]::new);
  }

  /** Returns ‖a − b‖². */
  static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }

  /** Returns what a difference of distances has to exceed: of unit rows, rounding. */
  static double nothing(Distance distance) {
    return distance == Distance.EUCLIDEAN_RAW ? 0 : 5e-7;
  }

  /** Returns the distances of all rows. */
  static double[][] distances(double[][] rows, Distance distance) {
    double[][] points = distance == Distance.EUCLIDEAN_RAW ? rows : unit(rows);
    var distances = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        double squared = squared(points[i], points[j]);
        distances[i][j] =
            switch (distance) {
              case COSINE -> 1 - Oracle.dot(points[i], points[j]);
              case SQUARED_EUCLIDEAN -> squared;
              case EUCLIDEAN, EUCLIDEAN_RAW -> Math.sqrt(squared);
            };
      }
    }
    return distances;
  }

  /** Returns the numbers of a view's rows, column by column: [D][N]. */
  static double[][] columns(double[][] rows) {
    var columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < columns.length; d++) {
        columns[d][i] = rows[i][d];
      }
    }
    return columns;
  }
}
