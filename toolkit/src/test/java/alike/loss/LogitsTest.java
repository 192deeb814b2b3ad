package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Graded;
import alike.engine.OnBothEngines;

class LogitsTest {

  @OnBothEngines
  void soft_plus_is_accurate_everywhere_and_so_is_its_gradient(Backend backend) {
    float[] points = {-1e9f, -100, -30, -20, -10, -1, -1e-7f, 0, 1e-7f, 0.5f, 10, 90, 1e9f};
    for (float x : points) {
      var graded = Graded.of(backend, new float[] {x}, new Shape(1), a -> Logits.softPlus(a).sum());

      double expected = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs((double) x)));
      assertThat(graded.value()).isCloseTo(expected, within(1e-6 * expected + 1e-40));
      double slope = 1 / (1 + Math.exp(-(double) x));
      assertThat((double) graded.gradient()[0]).isCloseTo(slope, within(1e-6 * slope + 1e-40));
    }
  }

  @OnBothEngines
  void a_log_sum_is_exact_far_from_0_and_takes_only_what_is_in_the_mask(Backend backend) {
    try (var manager = backend.open()) {
      var logits = manager.create(new float[] {200, 200, 5, -300, -301, 9}, new Shape(2, 3));
      var first = Mask.of(2, 3, (row, column) -> column < 2);

      float[] sums = Logits.logSum(logits, first).toFloatArray();

      assertThat(sums[0]).isCloseTo((float) (200 + Math.log(2)), within(1e-4f));
      assertThat(sums[1]).isCloseTo((float) (-300 + Math.log(1 + Math.exp(-1))), within(1e-4f));
      var none = Mask.of(2, 3, (row, column) -> false);
      assertThat(Logits.logSum(logits, none).toFloatArray()[0]).isBetween(-1.1e9f, -0.9e9f);
    }
  }
}
