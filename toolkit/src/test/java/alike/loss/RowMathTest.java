package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What vectors compute is what loops compute, around the edges of vectors. */
class RowMathTest {

  private static final int AT = 3;
  private static final int TO = 5;
  private static final float MARK = 77;

  private static float[] numbers(int seed, int count) {
    var random = new SplittableRandom(seed);
    var numbers = new float[count + 2 * TO];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Checks a written row to a few last digits of the largest term, and what lies beside it. */
  private static void close(float[] written, float[] expected, int count) {
    for (int k = 0; k < written.length; k++) {
      boolean inside = k >= TO && k < TO + count;
      double allowed = inside ? 3e-7 * Math.max(1, Math.abs(expected[k])) : 0;
      assertThat((double) written[k]).as("number %d", k).isCloseTo(expected[k], within(allowed));
    }
  }

  private static float[] marked(int count) {
    var to = new float[count + 2 * TO];
    java.util.Arrays.fill(to, MARK);
    return to;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 31, 33, 128})
  void rows_of_any_length_are_scaled_added_and_rejected(int count) {
    var a = numbers(1, count);
    var b = numbers(2, count);
    var scaled = marked(count);
    var added = marked(count);
    var rejected = marked(count);
    for (int k = 0; k < count; k++) {
      scaled[TO + k] = (float) (a[AT + k] * (1 / 3.0));
      added[TO + k] = MARK + 0.7f * a[AT + k];
      rejected[TO + k] = (float) ((a[AT + k] - 0.3 * b[AT + k]) * 1.7);
    }
    for (var math : new RowMath[] {RowMath.PLAIN, RowMath.FASTEST}) {
      var to = marked(count);
      math.scale(a, AT, 1 / 3.0, to, TO, count);
      close(to, scaled, count);

      to = marked(count);
      math.add(a, AT, 0.7f, to, TO, count);
      for (int k = 0; k < count; k++) {
        assertThat(to[TO + k]).isCloseTo(added[TO + k], within(1e-5f)); // beside 77
      }

      to = marked(count);
      math.reject(a, b, AT, 0.3, 1.7, to, TO, count);
      close(to, rejected, count);

      double dot = 0;
      double size = 1;
      for (int k = 0; k < count; k++) {
        dot += (double) a[AT + k] * b[TO + k];
        size += Math.abs((double) a[AT + k] * b[TO + k]);
      }
      assertThat(math.dot(a, AT, b, TO, count)).isCloseTo(dot, within(1e-7 * size));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-20, 1 / 3.0, 1e20, 1e30})
  void a_factor_of_any_size_keeps_its_digits_on_vectors(double factor) {
    var a = numbers(3, 64);
    var to = new float[a.length];

    RowMath.FASTEST.scale(a, 0, factor, to, 0, 64);

    for (int k = 0; k < 64; k++) {
      double exact = a[k] * factor;
      assertThat((double) to[k]).isCloseTo(exact, within(Math.ulp((float) exact) * 0.75));
    }
  }
}
