package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Gamma(0.5, 2, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void halving_is_as_likely_as_doubling(long seed) {
    var draws = Draws.of(new Gamma(0.25, 4, 1), GammaCorrected.class, seed);

    var logarithms = draws.stream().mapToDouble(op -> Math.log(op.gamma())).toArray();
    Draws.areEven(logarithms, -Math.log(4), Math.log(4));
    assertThat(draws).allMatch(op -> op.gain() == 1);
  }

  @Test
  void black_and_white_stay_and_the_middle_is_bent() {
    var image = Planes.of(1, 1, 3, 0, 0.5f, 1);

    new GammaCorrected(2, 1).apply(image);

    assertThat(image.values()).containsExactly(new float[] {0, 0.25f, 1}, within(1e-6f));
  }

  @Test
  void impossible_ranges_are_refused() {
    assertThatThrownBy(() -> new Gamma(0, 1, 1)).hasMessageContaining("gammaLow");
    assertThatThrownBy(() -> new Gamma(2, 1, 1)).hasMessageContainingAll("gammaLow", "1.0]");
    assertThatThrownBy(() -> new Gamma(1, Double.POSITIVE_INFINITY, 1))
        .hasMessageContaining("gammaHigh");
  }
}
