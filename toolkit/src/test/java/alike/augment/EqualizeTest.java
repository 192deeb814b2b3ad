package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EqualizeTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Equalize(probability);
  }

  @Test
  void levels_become_their_rank() {
    // 2,040 pixels: levels 100 to 107, 255 of each; s = (2040 - 255) / 255 = 7
    var image = TestImages.flat(1, 8, 255, 0);
    for (int i = 0; i < 2040; i++) {
      image.values()[i] = (100 + i % 8) / 255f;
    }

    new Equalized().apply(image);

    for (int i = 0; i < 2040; i++) {
      int below = 255 * (i % 8);
      assertThat(Math.round(image.values()[i] * 255))
          .isEqualTo(Math.min(255, (below + 3) / 7)); // 0, 36, 73, 109 … 255
    }
  }

  @Test
  void dark_noise_becomes_noise_of_all_levels() {
    var image = TestImages.noise(3, 64, 64, 4);
    for (int i = 0; i < image.values().length; i++) {
      image.values()[i] *= 0.3f;
    }

    new Equalized().apply(image);

    double sum = 0;
    for (float value : image.values()) {
      sum += value;
    }
    assertThat(sum / image.values().length).isCloseTo(0.5, within(0.03));
  }

  @Test
  void channels_are_equalised_each_for_itself() {
    var red = TestImages.noise(1, 32, 32, 1);
    var all = TestImages.noise(3, 32, 32, 1); // its red is the same noise

    new Equalized().apply(red);
    new Equalized().apply(all);

    assertThat(all.values()).startsWith(red.values());
  }

  @Test
  void too_few_pixels_leave_the_levels_as_they_are() {
    var image = TestImages.noise(1, 15, 17, 1); // 255 pixels, some of them of the brightest level

    new Equalized().apply(image);

    assertThat(image.values()).isEqualTo(TestImages.noise(1, 15, 17, 1).values());
  }
}
