package alike.method;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Rows of numbers in double precision, for calculations beside the methods. */
final class Numbers {

  private Numbers() {}

  static double[][] rows(float[] numbers, int width) {
    var rows = new double[numbers.length / width][width];
    for (int i = 0; i < numbers.length; i++) {
      rows[i / width][i % width] = numbers[i];
    }
    return rows;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double cosine(double[] a, double[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  static double[] unit(double[] row) {
    double length = Math.sqrt(dot(row, row));
    return Arrays.stream(row).map(x -> x / length).toArray();
  }

  /** Returns x − ln Σ exp x. */
  static double[] logSoftmax(double[] x) {
    double largest = Arrays.stream(x).max().orElseThrow();
    double log = largest + Math.log(Arrays.stream(x).map(v -> Math.exp(v - largest)).sum());
    return Arrays.stream(x).map(v -> v - log).toArray();
  }

  /** Returns the entries of one column. */
  static double[] column(double[][] rows, int from, int to, int column) {
    return Arrays.stream(rows, from, to).mapToDouble(row -> row[column]).toArray();
  }

  static double mean(double... numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  /** Returns the sum of squares beside the mean, over a divisor. */
  static double variance(double[] numbers, double divisor) {
    double mean = mean(numbers);
    return Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum() / divisor;
  }

  static float[] normal(int count, long seed) {
    var random = new SplittableRandom(seed);
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Returns what an encoder and a head make of the views of full size of the step at hand. */
  static double[][] embeddings(Rehearsal training, String encoder, String head) {
    var upper = training.network(head);
    float[] numbers =
        training.of(views -> upper.teach(training.network(encoder).teach(views.images())));
    return rows(numbers, upper.width());
  }
}
