package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharpnessTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Sharpness(1.5, 3, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void factors_are_even_in_their_range(long seed) {
    var draws = Draws.of(new Sharpness(0.1, 1.9, 1), Sharpened.class, seed);

    Draws.areEven(draws.stream().mapToDouble(Sharpened::factor).toArray(), 0.1, 1.9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1, 2})
  void blends_with_the_blurred_image_inside_and_leaves_the_rim(double factor) {
    var original = TestImages.colours();
    var image = TestImages.colours();

    new Sharpened(factor).apply(image);

    for (int i = 0; i < image.values().length; i++) {
      int x = i % 24;
      int y = i / 24 % 20;
      boolean rim = x == 0 || x == 23 || y == 0 || y == 19;
      double expected =
          rim
              ? original.values()[i]
              : factor * original.values()[i] + (1 - factor) * blurred(original, i);
      assertThat(image.values()[i]).isCloseTo(Planes.clamp((float) expected), within(1e-6f));
    }
  }

  private static double blurred(Planes image, int i) {
    double sum = 4 * image.values()[i];
    for (int down = -24; down <= 24; down += 24) {
      for (int right = -1; right <= 1; right++) {
        sum += image.values()[i + down + right];
      }
    }
    return sum / 13;
  }

  @Test
  void images_without_an_inside_stay() {
    var image = Planes.of(1, 2, 3, 0, 1, 0, 1, 0, 1);

    new Sharpened(3).apply(image);

    assertThat(image.values()).containsExactly(0, 1, 0, 1, 0, 1);
  }

  @Test
  void impossible_ranges_are_refused() {
    assertThatThrownBy(() -> new Sharpness(-1, 1, 1)).hasMessageContaining("factorLow");
    assertThatThrownBy(() -> new Sharpness(2, 1, 1)).hasMessageContainingAll("factorLow", "1.0]");
  }
}
