package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.SplitMix64;
import org.junit.jupiter.api.Test;

class CenterCropTest implements StepContract {

  @Override
  public Step step() {
    return new CenterCrop(8);
  }

  @Test
  void the_middle_is_cut_out_whatever_the_chance() {
    var step = new CenterCrop(10);

    assertThat(step.draw(SplitMix64.of(1), 20, 30))
        .isEqualTo(new Cropped(5, 10, 10, 10, Padding.ZERO))
        .isEqualTo(step.draw(SplitMix64.of(2), 20, 30));
  }

  @Test
  void black_comes_in_where_the_image_is_smaller() {
    var image = Planes.of(1, 1, 2, 0.4f, 0.6f);

    CenterCrop.middle(1, 4, 1, 2).apply(image);

    assertThat(image.values()).containsExactly(0, 0.4f, 0.6f, 0);
  }

  @Test
  void no_size_is_refused() {
    assertThatThrownBy(() -> new CenterCrop(0)).hasMessageContaining("size");
  }
}
