package alike.evaluate;

import alike.model.Embeddings;

/** Plain arithmetic on rows of numbers, summed in float64. */
final class Rows {

  private Rows() {}

  /** Returns the mean of each column. */
  static double[] mean(Embeddings rows) {
    return mean(rows.values(), rows.width());
  }

  static double[] mean(float[] values, int width) {
    var mean = new double[width];
    for (int i = 0; i < values.length; i++) {
      mean[i % width] += values[i];
    }
    for (int column = 0; column < width; column++) {
      mean[column] /= (double) values.length / width;
    }
    return mean;
  }

  /** Returns the rows with something taken from each. */
  static float[] less(Embeddings rows, double[] taken) {
    float[] values = rows.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] - taken[i % taken.length]);
    }
    return values;
  }

  /** Returns −|x|²/2 of each row. */
  static float[] minusHalfSquares(float[] rows, int width) {
    var halves = new float[rows.length / width];
    for (int row = 0; row < halves.length; row++) {
      halves[row] = (float) (-square(rows, row, width) / 2);
    }
    return halves;
  }

  /** Returns |x|² of a row. */
  static double square(float[] rows, int row, int width) {
    double square = 0;
    for (int i = row * width; i < (row + 1) * width; i++) {
      square += (double) rows[i] * rows[i];
    }
    return square;
  }

  /** Returns the Euclidean distance of a row of one set from a row of another. */
  static double distance(float[] left, int row, float[] right, int other, int width) {
    double square = 0;
    for (int i = 0; i < width; i++) {
      double apart = (double) left[row * width + i] - right[other * width + i];
      square += apart * apart;
    }
    return Math.sqrt(square);
  }

  /** Returns the sum of products of a row of one set with a row of another. */
  static double dot(float[] left, int row, float[] right, int other, int width) {
    double dot = 0;
    for (int i = 0; i < width; i++) {
      dot += (double) left[row * width + i] * right[other * width + i];
    }
    return dot;
  }
}
