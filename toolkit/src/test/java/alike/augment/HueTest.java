package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HueTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Hue(0.2, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void turns_are_even_to_both_sides(long seed) {
    var draws = Draws.of(new Hue(0.5, 1), ColorOp.Hue.class, seed);

    Draws.areEven(draws.stream().mapToDouble(ColorOp.Hue::turns).toArray(), -0.5, 0.5);
  }

  @Test
  void three_thirds_of_a_turn_are_none_and_grey_stays() {
    var image = TestImages.colours();
    var grey = TestImages.noise(1, 8, 8, 1);

    for (int i = 0; i < 3; i++) {
      new ColorOp.Hue(1 / 3.0).apply(image);
      new ColorOp.Hue(1 / 3.0).apply(grey);
    }

    assertThat(image.values()).containsExactly(TestImages.colours().values(), within(1e-5f));
    assertThat(grey.values()).isEqualTo(TestImages.noise(1, 8, 8, 1).values());
  }

  @Test
  void more_than_half_a_turn_is_refused() {
    assertThatThrownBy(() -> new Hue(0.6, 1)).hasMessageContainingAll("range", "[0.0, 0.5]", "0.6");
  }
}
