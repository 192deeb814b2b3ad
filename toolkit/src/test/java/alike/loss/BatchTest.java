package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.engine.Scalars;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final float HALF_STEP = 6e-8f; // between the smallest numbers of half precision

  @OnBothEngines
  void rows_are_the_first_view_of_all_images_then_the_second(Backend backend) {
    try (var manager = backend.open()) {
      var batch = Batch.of(manager.arange(12f).reshape(2, 3, 2));

      assertThat(batch.viewCount()).isEqualTo(2);
      assertThat(batch.images()).isEqualTo(3);
      assertThat(batch.rows().getShape()).isEqualTo(new Shape(6, 2));
      assertThat(batch.rows().get(3).toFloatArray()).containsExactly(6, 7);
      assertThat(batch.rowClasses()).containsExactly(0, 1, 2, 0, 1, 2);
      assertThat(batch.withLabels(5, 5, 8).rowClasses()).containsExactly(5, 5, 8, 5, 5, 8);
    }
  }

  @OnBothEngines
  void other_shapes_are_refused(Backend backend) {
    var wrong = List.of(new Shape(6, 2), new Shape(2, 3, 2, 1));
    for (var shape : wrong) {
      try (var manager = backend.open()) {
        assertThatThrownBy(() -> Batch.of(manager.ones(shape)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll(shape.toString(), "[V, N, D]", "Stack");
      }
    }
  }

  @OnBothEngines
  void its_labels_are_its_own(Backend backend) {
    try (var manager = backend.open()) {
      int[] labels = {1, 2};
      var batch = Batch.of(manager.ones(new Shape(1, 2, 3))).withLabels(labels);

      labels[0] = 7;

      assertThat(batch.rowClasses()).containsExactly(1, 2);
      assertThat(batch).hasToString("Batch[views=(1, 2, 3), labels=[1, 2]]");
    }
  }

  /**
   * MXNet has no half precision. Its range ends at 65,504, below the squared length of these rows.
   */
  @Test
  void half_precision_is_computed_in_single() {
    var backend = Engines.backend("PyTorch");
    int[] labels = {0, 1, 0, 1, 2, 2};
    for (var loss :
        List.of(
            NtXent.temperature(0.01),
            NtXent.temperature(0.1).withPositives(NtXent.Positives.CLASS),
            SupCon.temperature(0.1).inside(),
            SupCon.temperature(0.1).tile(5),
            BarlowTwins.standard())) { // not VICReg, whose gradient itself leaves the range here
      try (var manager = backend.open()) {
        NDArray exact = manager.create(Sample.random(2, 6, 40, 1).numbers(), new Shape(2, 6, 40));
        NDArray half = exact.mul(60).toType(DataType.FLOAT16, false);
        NDArray single = half.toType(DataType.FLOAT32, true);

        var byHalf = graded(backend, loss, half, labels);
        var bySingle = graded(backend, loss, single, labels);

        assertThat(byHalf[0]).as(loss.toString()).isEqualTo(bySingle[0]).isFinite();
        float largest = 0;
        for (float number : bySingle) {
          largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 1; i < byHalf.length; i++) { // rounded once more, to half precision
          assertThat(byHalf[i]).isCloseTo(bySingle[i], within(2e-3f * largest + HALF_STEP));
        }
      }
    }
  }

  /** Returns the loss, then its gradient. */
  private static float[] graded(Backend backend, Loss loss, NDArray views, int[] labels) {
    views.setRequiresGradient(true);
    try (var tape = backend.record()) {
      NDArray value = loss.of(Batch.of(views).withLabels(labels));
      assertThat(value.getDataType()).isEqualTo(DataType.FLOAT32);
      tape.backward(value);
      try (var gradient = views.getGradient()) {
        var all = new float[1 + (int) gradient.size()];
        all[0] = (float) Scalars.value(value);
        float[] numbers = gradient.toType(DataType.FLOAT32, false).toFloatArray();
        System.arraycopy(numbers, 0, all, 1, numbers.length);
        return all;
      }
    }
  }
}
