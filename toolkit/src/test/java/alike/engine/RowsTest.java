package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;

class RowsTest {

  private static final Offset<Float> CLOSE = within(1e-6f);

  private static float[] unit(Backend backend, float[] values, Shape shape) {
    try (var manager = backend.open()) {
      return Rows.unit(manager.create(values, shape)).toFloatArray();
    }
  }

  @OnBothEngines
  void divides_each_row_by_its_length(Backend backend) {
    float[] unit = unit(backend, new float[] {3, -4, 0.5f, 0}, new Shape(2, 2));

    assertThat(unit).containsExactly(new float[] {0.6f, -0.8f, 1, 0}, CLOSE);
  }

  @OnBothEngines
  void keeps_the_direction_of_huge_and_tiny_rows(Backend backend) {
    for (float size : new float[] {1e-28f, 1e-20f, 1e20f, 8e37f}) {
      float[] unit = unit(backend, new float[] {3 * size, -4 * size}, new Shape(1, 2));

      assertThat(unit).as("rows of %s", size).containsExactly(new float[] {0.6f, -0.8f}, CLOSE);
    }
  }

  @OnBothEngines
  void a_row_of_zeros_stays_zero_with_gradient_zero(Backend backend) {
    float[] point = {0, 0, 0, 1, 2, 2};

    var graded = Graded.of(backend, point, new Shape(2, 3), RowsTest::weighted);

    assertThat(graded.value()).isEqualTo((4 + 2 * 5 + 2 * 6) / 3.0, within(1e-6));
    assertThat(graded.gradient()).startsWith(0, 0, 0);
    for (float number : graded.gradient()) {
      assertThat(number).isFinite();
    }
  }

  /** Numbers so small that their reciprocal is infinite in float32. */
  @OnBothEngines
  void a_row_too_small_for_a_direction_is_finite_with_a_finite_gradient(Backend backend) {
    float[] point = {1e-40f, -1e-39f, 1e-38f, Float.MIN_VALUE, 0, 0};

    var graded = Graded.of(backend, point, new Shape(2, 3), RowsTest::weighted);

    assertThat(graded.value()).isFinite();
    for (float number : graded.gradient()) {
      assertThat(number).isFinite();
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void the_gradient_is_that_of_finite_differences(Backend backend, int seed) {
    var random = new SplittableRandom(seed);
    var point = new float[4 * 5];
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) random.nextGaussian() * (i < 10 ? 1 : 1e-3f);
    }

    var graded = Graded.of(backend, point, new Shape(4, 5), RowsTest::weighted);

    for (int i = 0; i < point.length; i++) {
      double h = 1e-4 * Math.abs(point[i]);
      double difference = (plain(point, i, h) - plain(point, i, -h)) / (2 * h);
      assertThat((double) graded.gradient()[i])
          .as("number %d", i)
          .isEqualTo(difference, within(1e-4 * Math.max(1, Math.abs(difference))));
    }
  }

  /** Returns Σ (k + 1)·unit(a)ₖ, so that every number of the result counts differently. */
  private static NDArray weighted(NDArray a) {
    NDArray unit = Rows.unit(a);
    NDArray weights = unit.getManager().arange(1f, unit.size() + 1f).reshape(unit.getShape());
    return unit.mul(weights).sum();
  }

  /** Returns the same in double precision with one of the numbers moved. */
  private static double plain(float[] point, int moved, double by) {
    double sum = 0;
    for (int row = 0; row < 4; row++) {
      double square = 0;
      double products = 0;
      for (int i = 5 * row; i < 5 * row + 5; i++) {
        double value = point[i] + (i == moved ? by : 0);
        square += value * value;
        products += value * (i + 1);
      }
      sum += products / Math.sqrt(square);
    }
    return sum;
  }
}
