package alike.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.engine.Engines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayViewTest {

  @ParameterizedTest
  @ValueSource(strings = {"MXNet", "PyTorch"})
  void an_array_tells_shape_type_device_and_values(String engine) {
    try (var manager = Engines.backend(engine).open()) {
      var shown = Shown.by(manager.arange(6f).reshape(2, 3));

      assertThat(shown.text()).startsWith("(2, 3) float32 on cpu()\n[[").contains("4.", "5.");
      assertThat(shown.png()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MXNet", "PyTorch"})
  void a_batch_of_images_is_a_picture_and_leaves_no_arrays(String engine) {
    try (var manager = Engines.backend(engine).open()) {
      var batch = manager.ones(new Shape(3, 1, 8, 8), DataType.FLOAT32);
      var other = manager.ones(new Shape(50, 3, 9, 9), DataType.UINT8);
      int before = manager.getManagedArrays().size();

      assertThat(Shown.by(batch).png()).isNotEmpty();
      assertThat(Shown.by(other).text()).contains("(50, 3, 9, 9) uint8", "1 … 1");
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MXNet", "PyTorch"})
  void a_closed_array_says_why_it_has_no_values(String engine) {
    try (var manager = Engines.backend(engine).open()) {
      var array = manager.ones(new Shape(2));
      array.close();

      assertThat(Shown.by(array).text()).contains("(shown as text only: ");
    }
  }
}
