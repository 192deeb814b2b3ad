package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.ImageSet;
import alike.data.TinyImages;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {

  private static final ImageSet TWO = TinyImages.grey(2, 4, 1);

  @Test
  void unit_rows_have_length_one_and_zeros_stay_zeros() {
    var unit = Embeddings.of(TWO, 2, new float[] {3, 4, 0, 0}).unit();

    assertThat(new float[] {unit.get(0, 0), unit.get(0, 1)}).containsExactly(0.6f, 0.8f);
    assertThat(new float[] {unit.get(1, 0), unit.get(1, 1)}).containsExactly(0, 0);
  }

  @Test
  void huge_and_tiny_rows_have_a_direction_too() {
    var unit = Embeddings.of(TWO, 2, new float[] {3e30f, 4e30f, 3e-30f, 4e-30f}).unit();

    assertThat(unit.get(0, 1)).isEqualTo(0.8f);
    assertThat(unit.get(1, 1)).isEqualTo(0.8f);
  }

  @Test
  void its_numbers_are_its_own() {
    float[] numbers = {1, 2, 3, 4};
    var embeddings = Embeddings.of(TWO, 2, numbers);

    numbers[3] = 9;

    assertThat(embeddings.get(1, 1)).isEqualTo(4);
  }

  @Test
  void a_number_that_is_none_is_refused_with_the_image_and_a_remedy() {
    assertThatThrownBy(() -> Embeddings.of(TWO, 2, new float[] {1, 2, Float.NaN, 4}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("image 1", "NaN", "lower the learning rate");
  }

  @Test
  void another_count_of_numbers_is_refused() {
    assertThatThrownBy(() -> Embeddings.of(TWO, 3, new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2 images × 3 numbers", "got 4");
  }
}
