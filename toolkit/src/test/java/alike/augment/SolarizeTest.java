package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SolarizeTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Solarize(0.25, probability);
  }

  @Test
  void every_grey_level_from_the_threshold_on_is_inverted_for_every_threshold() {
    for (int threshold = 0; threshold <= 256; threshold++) {
      var image = TestImages.levels();

      new Solarized(threshold / 255.0).apply(image);

      for (int level = 0; level < 256; level++) {
        float same = level / 255f;
        assertThat(image.values()[level]).isEqualTo(level >= threshold ? 1 - same : same);
      }
    }
  }

  @Test
  void the_dark_is_brightened_up_to_the_threshold() {
    var image = TestImages.levels();

    new DarkBrightened(150 / 255.0, 128 / 255.0).apply(image);

    for (int level = 0; level < 256; level++) {
      assertThat(Math.round(image.values()[level] * 255))
          .isEqualTo(level < 128 ? Math.min(255, level + 150) : level);
    }
  }

  @Test
  void thresholds_outside_of_0_to_1_are_refused() {
    assertThatThrownBy(() -> new Solarize(128, 1)).hasMessageContainingAll("threshold", "128");
  }
}
