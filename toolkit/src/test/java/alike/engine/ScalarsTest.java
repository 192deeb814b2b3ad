package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;

class ScalarsTest {

  @OnBothEngines
  void a_scalar_times_a_java_double_is_read_on_both_engines(Backend backend) {
    try (var manager = backend.open()) {
      assertThat(Scalars.value(manager.create(3f).mul(0.5))).isCloseTo(1.5, within(1e-6));
      assertThat(Scalars.value(manager.create(new float[] {3}))).isEqualTo(3);
    }
  }

  @OnBothEngines
  void more_than_one_number_is_refused(Backend backend) {
    try (var manager = backend.open()) {
      assertThatThrownBy(() -> Scalars.value(manager.ones(new Shape(2))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("(2)", "sum()");
    }
  }
}
