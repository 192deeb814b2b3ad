package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrightnessTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Brightness(0.8, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void factors_are_even_around_1_and_never_negative(long seed) {
    var narrow = Draws.of(new Brightness(0.4, 1), ColorOp.Brightness.class, seed);
    var wide = Draws.of(new Brightness(1.5, 1), ColorOp.Brightness.class, seed);

    Draws.areEven(narrow.stream().mapToDouble(ColorOp.Brightness::factor).toArray(), 0.6, 1.4);
    Draws.areEven(wide.stream().mapToDouble(ColorOp.Brightness::factor).toArray(), 0, 2.5);
  }

  @Test
  void a_factor_of_2_doubles_up_to_white() {
    var image = Planes.of(1, 1, 3, 0.1f, 0.4f, 0.7f);

    new ColorOp.Brightness(2).apply(image);

    assertThat(image.values()).containsExactly(new float[] {0.2f, 0.8f, 1}, within(1e-6f));
  }

  @Test
  void ranges_below_0_are_refused() {
    assertThatThrownBy(() -> new Brightness(-0.1, 1)).hasMessageContainingAll("range", "-0.1");
    assertThatThrownBy(() -> new Brightness(Double.NaN, 1)).hasMessageContainingAll("range", "NaN");
  }
}
