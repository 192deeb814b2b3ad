package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentumTest {

  @Test
  void a_constant_is_the_same_at_all_steps() {
    for (long step : new long[] {0, 7, 100}) {
      assertThat(Momentum.constant(0.999).at(step, 100)).isEqualTo(0.999);
    }
  }

  @Test
  void a_cosine_starts_at_its_value_and_ends_at_one() {
    var momentum = Momentum.cosine(0.996);

    assertThat(momentum.at(0, 200)).isCloseTo(0.996, within(1e-12));
    assertThat(momentum.at(50, 200)).isCloseTo(1 - 0.004 * (Math.sqrt(0.5) + 1) / 2, within(1e-12));
    assertThat(momentum.at(100, 200)).isCloseTo(0.998, within(1e-12));
    assertThat(momentum.at(200, 200)).isEqualTo(1);
    assertThat(Momentum.cosine(0.99).to(0.999).at(200, 200)).isEqualTo(0.999);
  }

  @Test
  void renewals_lower_the_start_in_short_runs_alone() {
    assertThat(Momentum.constant(0.999).renewals(10).at(3, 100)).isCloseTo(0.9, within(1e-12));
    assertThat(Momentum.constant(0.999).renewals(10).at(3, 20_000)).isEqualTo(0.999);
    assertThat(Momentum.constant(0.999).renewals(10).at(3, 5)).isZero();
    assertThat(Momentum.cosine(0.996).renewals(10).at(0, 100)).isCloseTo(0.9, within(1e-12));
    assertThat(Momentum.cosine(0.996).renewals(10).at(100, 100)).isEqualTo(1);
  }

  @Test
  void values_outside_of_the_range_are_refused() {
    assertThatThrownBy(() -> Momentum.constant(1.1)).hasMessageContaining("momentum");
    assertThatThrownBy(() -> Momentum.cosine(Double.NaN)).hasMessageContaining("momentum");
    assertThatThrownBy(() -> Momentum.cosine(0.9).to(0.8)).hasMessageContaining("at the end");
    assertThatThrownBy(() -> Momentum.cosine(0.9).renewals(-1)).hasMessageContaining("renewals");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Momentum.constant(0.99)).hasToString("Momentum.constant(0.99)");
    assertThat(Momentum.cosine(0.99)).hasToString("Momentum.cosine(0.99)");
    assertThat(Momentum.cosine(0.99).to(0.999).renewals(10))
        .hasToString("Momentum.cosine(0.99).to(0.999).renewals(10)");
  }
}
