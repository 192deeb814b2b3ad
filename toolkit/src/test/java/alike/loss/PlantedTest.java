package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Graded;
import alike.engine.OnBothEngines;
import alike.engine.Scalars;

class PlantedTest {

  private static final float[] POINT = {1, -2, 3, 1e20f, 5e-20f, 0};
  private static final float[] GRADIENT = {0.1f, 7, -3e-8f, 2e-20f, (float) 4e15, -1};
  private static final Shape SHAPE = new Shape(1, 2, 3);

  private static NDArray planted(NDArray x, double value) {
    return Planted.in(x, GRADIENT).of(value);
  }

  @OnBothEngines
  void has_the_value_and_exactly_the_gradient(Backend backend) {
    var graded = Graded.of(backend, POINT, SHAPE, x -> planted(x, 1 / 3.0));

    assertThat(graded.value()).isEqualTo((float) (1 / 3.0));
    assertThat(graded.gradient()).containsExactly(GRADIENT);
  }

  @OnBothEngines
  void composes_as_any_loss_does(Backend backend) {
    Loss own = batch -> planted(batch.views(), 2);
    Loss other = batch -> batch.views().mul(3).sum();
    Loss sum = own.weighted(0.5).plus(other).plus(batch -> own.of(batch).square());

    var graded = Graded.of(backend, new float[6], SHAPE, x -> sum.of(Batch.of(x)));

    assertThat(graded.value()).isCloseTo(0.5 * 2 + 0 + 4, within(1e-5));
    for (int i = 0; i < GRADIENT.length; i++) {
      double expected = 0.5 * GRADIENT[i] + 3 + 2 * 2 * GRADIENT[i];
      assertThat((double) graded.gradient()[i])
          .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    }
  }

  @OnBothEngines
  void reaches_what_the_array_was_computed_from(Backend backend) {
    var graded = Graded.of(backend, POINT, SHAPE, x -> planted(x.mul(2), 0));

    assertThat(graded.gradient()[1]).isEqualTo(14);
  }

  @OnBothEngines
  void a_number_of_another_owner_gets_its_gradient_and_nothing_is_left_there(Backend backend) {
    try (var owner = backend.open();
        var manager = backend.open()) {
      NDArray number = owner.create(5f);
      number.setRequiresGradient(true);
      NDArray x = manager.create(POINT, SHAPE);
      x.setRequiresGradient(true);

      try (var tape = backend.record()) {
        NDArray loss = Planted.in(x, GRADIENT).and(number, -0.25).of(1);
        tape.backward(loss);
        assertThat(Scalars.value(loss)).isEqualTo(1);
        assertThat(loss.getManager()).isSameAs(manager);
      }

      try (var byNumber = number.getGradient()) {
        assertThat(byNumber.getFloat()).isEqualTo(-0.25f);
      }
      assertThat(x.getGradient().toFloatArray()).containsExactly(GRADIENT);
      assertThat(owner.getManagedArrays()).hasSize(1);
    }
  }
}
