package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.model.Network;
import java.util.Arrays;
import java.util.Map;

/** What methods compute, in plain loops over doubles. */
final class PlainMath {

  private PlainMath() {}

  /** Returns numbers as rows, each brought to length 1. */
  static double[][] unit(float[] numbers, int width) {
    var rows = new double[numbers.length / width][width];
    for (int row = 0; row < rows.length; row++) {
      double square = 0;
      for (int i = 0; i < width; i++) {
        rows[row][i] = numbers[row * width + i];
        square += rows[row][i] * rows[row][i];
      }
      for (int i = 0; i < width; i++) {
        rows[row][i] /= Math.sqrt(square);
      }
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

  /** Returns −ln of the part that one logit has in all of them. */
  static double crossEntropy(double[] logits, int target) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum) - logits[target];
  }

  /** Returns the mean loss of rows that each must find the row of the same number. */
  static double matching(double[][] rows, double[][] others, double temperature) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      double[] logits = Arrays.stream(others).mapToDouble(o -> dot(row, o) / temperature).toArray();
      sum += crossEntropy(logits, i);
    }
    return sum / rows.length;
  }

  /** Returns the mean cosine of rows of the same number. */
  static double cosine(double[][] rows, double[][] others) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += dot(rows[i], others[i]);
    }
    return sum / rows.length;
  }

  /** Returns the number of the row that is most like another one. */
  static int nearest(double[] row, double[][] rows) {
    int best = 0;
    for (int i = 1; i < rows.length; i++) {
      best = dot(row, rows[i]) > dot(row, rows[best]) ? i : best;
    }
    return best;
  }

  /** Puts rows into a queue from a place on, going on at the front. */
  static int enqueue(double[][] queue, int place, double[][] rows) {
    int at = place;
    for (double[] row : rows) {
      queue[at] = row;
      at = (at + 1) % queue.length;
    }
    return at;
  }

  static void assertClose(float[] numbers, double[][] rows) {
    double[] expected = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    assertThat(numbers).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) numbers[i]).as("number %d", i).isCloseTo(expected[i], within(1e-5));
    }
  }

  /** Asserts that a teacher went from where it was towards an online network. */
  static void assertFollowed(
      Map<String, float[]> before, Network online, Network teacher, double momentum) {
    var sources = online.arrays().values().iterator();
    for (var entry : teacher.arrays().entrySet()) {
      float[] source = sources.next().toFloatArray();
      float[] target = entry.getValue().toFloatArray();
      boolean statistics = entry.getKey().contains("running");
      for (int i = 0; i < target.length; i++) {
        double expected =
            statistics
                ? source[i]
                : momentum * before.get(entry.getKey())[i] + (1 - momentum) * source[i];
        assertThat((double) target[i]).as(entry.getKey()).isCloseTo(expected, within(1e-6));
      }
    }
  }
}
