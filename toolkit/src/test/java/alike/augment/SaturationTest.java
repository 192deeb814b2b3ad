package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaturationTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Saturation(0.8, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void factors_are_even_around_1_and_never_negative(long seed) {
    var narrow = Draws.of(new Saturation(0.4, 1), ColorOp.Saturation.class, seed);
    var wide = Draws.of(new Saturation(1.5, 1), ColorOp.Saturation.class, seed);

    Draws.areEven(narrow.stream().mapToDouble(ColorOp.Saturation::factor).toArray(), 0.6, 1.4);
    Draws.areEven(wide.stream().mapToDouble(ColorOp.Saturation::factor).toArray(), 0, 2.5);
  }

  @Test
  void a_factor_of_0_leaves_grey_and_grey_images_stay() {
    var colour = Planes.of(3, 1, 1, 1, 0, 0);
    var grey = TestImages.noise(1, 8, 8, 1);

    new ColorOp.Saturation(0).apply(colour);
    new ColorOp.Saturation(0).apply(grey);

    assertThat(colour.values())
        .containsExactly(new float[] {0.2989f, 0.2989f, 0.2989f}, within(1e-6f));
    assertThat(grey.values()).isEqualTo(TestImages.noise(1, 8, 8, 1).values());
  }

  @Test
  void ranges_below_0_are_refused() {
    assertThatThrownBy(() -> new Saturation(-0.1, 1)).hasMessageContainingAll("range", "-0.1");
    assertThatThrownBy(() -> new Saturation(Double.NaN, 1)).hasMessageContainingAll("range", "NaN");
  }
}
