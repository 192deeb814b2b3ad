package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The distances between all rows of a batch, outside the engine and in double precision, for losses
 * that decide pair by pair: read once, decided in plain loops, handed back as one gradient.
 */
final class PairTable {

  private final NDArray rows; // [R, D], as the distance measures them
  private final Distance distance;
  private final int[] classes;
  private final double[][] points; // [R][D]
  private final double[][] distances; // [R][R]

  private PairTable(NDArray rows, Distance distance, int[] classes) {
    this.rows = rows;
    this.distance = distance;
    this.classes = classes;
    this.points = points(rows, classes.length);
    this.distances = new double[classes.length][classes.length];
    measure();
  }

  static PairTable of(Batch batch, Distance distance) {
    return new PairTable(distance.measured(batch.rows()), distance, batch.rowClasses());
  }

  private void measure() {
    int width = points[0].length;
    var columns = new double[width][size()];
    var lengths = new double[size()]; // squared
    for (int i = 0; i < lengths.length; i++) {
      for (int k = 0; k < width; k++) {
        columns[k][i] = points[i][k];
        lengths[i] += points[i][k] * points[i][k];
      }
    }
    each(
        i -> {
          double[] row = distances[i];
          for (int k = 0; k < width; k++) {
            distance.add(points[i][k], columns[k], row);
          }
          for (int j = 0; j < row.length; j++) {
            row[j] = i == j ? 0 : distance.of(row[j], lengths[i] + lengths[j]);
          }
        });
  }

  private static double[][] points(NDArray rows, int count) {
    float[] numbers = rows.toFloatArray();
    int width = numbers.length / count;
    var points = new double[count][width];
    for (int i = 0; i < numbers.length; i++) {
      points[i / width][i % width] = numbers[i];
    }
    return points;
  }

  /** Returns by how much distances have to differ to count as different. */
  double resolution() {
    return distance.resolution();
  }

  int size() {
    return classes.length;
  }

  /** Returns the distances of a row from all rows; not to be changed. */
  double[] from(int row) {
    return distances[row];
  }

  boolean sameClass(int i, int j) {
    return classes[i] == classes[j];
  }

  /** Returns the other rows of a row's class. */
  int[] positives(int row) {
    return IntStream.range(0, size()).filter(i -> i != row && sameClass(row, i)).toArray();
  }

  /** Returns the rows of other classes. */
  int[] negatives(int row) {
    return IntStream.range(0, size()).filter(i -> !sameClass(row, i)).toArray();
  }

  /** Does something for each row, on all cores. */
  void each(IntConsumer work) {
    IntStream.range(0, size()).parallel().forEach(work);
  }

  /**
   * Returns a scalar of this value whose gradient by the distance from row i to row j is {@code
   * slopes[i][j]}; not a number if an embedding is none.
   */
  NDArray loss(double value, double[][] slopes) {
    int width = points[0].length;
    var gradient = new float[size() * width];
    each(
        i -> {
          double[] sum = slope(i, slopes);
          for (int k = 0; k < width; k++) {
            gradient[i * width + k] = (float) sum[k];
          }
        });
    NDArray slope = rows.getManager().create(gradient, rows.getShape());
    NDArray nothing = rows.sub(rows.stopGradient()); // 0, but with the gradient of the rows
    return nothing.mul(slope).sum().add((float) value);
  }

  /** Returns the gradient by one row. */
  private double[] slope(int i, double[][] slopes) {
    double[] point = points[i];
    var sum = new double[point.length];
    for (int j = 0; j < size(); j++) {
      double weight = slopes[i][j] + slopes[j][i];
      if (weight != 0 && i != j) {
        double pull = weight * distance.pull(distances[i][j]);
        double[] other = points[j];
        for (int k = 0; k < sum.length; k++) {
          sum[k] += pull * (point[k] - other[k]);
        }
      }
    }
    return sum;
  }
}
