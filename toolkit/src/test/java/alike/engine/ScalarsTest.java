package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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

  @OnBothEngines
  void factors_divisors_and_powers_are_numbers_in_double_precision_too(Backend backend) {
    try (var manager = backend.open()) {
      var three = manager.create(new float[] {3, -6});

      assertThat(Scalars.times(three, 0.5).toFloatArray()).containsExactly(1.5f, -3);
      assertThat(Scalars.over(three, 4).toFloatArray()).containsExactly(0.75f, -1.5f);
      assertThat(Scalars.power(three, 2).toFloatArray()).containsExactly(9, 36);
      assertThat(Scalars.times(three, 0.1).getDataType()).isEqualTo(DataType.FLOAT32);
    }
  }

  /** Between forward and backward pass Java's memory is cleared and written over. */
  @OnBothEngines
  void a_gradient_survives_the_garbage_collector(Backend backend) {
    for (int round = 0; round < 10; round++) {
      try (var manager = backend.open();
          var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var x = manager.create(new float[] {2, 5});
        x.setRequiresGradient(true);
        try (var tape = backend.record()) {
          var sum = Scalars.times(x, 3).sum();
          for (int i = 0; i < 50; i++) {
            sum = sum.add(Scalars.over(Scalars.times(x, 4), 2).sum());
          }
          overwriteFreedMemory();
          tape.backward(sum);
        }
        assertThat(x.getGradient().toFloatArray()).containsExactly(103, 103);
      }
    }
  }

  private static void overwriteFreedMemory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      for (int j = 0; j < 2000; j++) {
        ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putFloat(0, Float.NaN);
      }
    }
  }
}
