package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;

class BatchTest {

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
}
