package alike.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosineTest {

  @Test
  void rises_in_a_line_then_falls_as_half_a_cosine() {
    var schedule = Cosine.warmup(0.1);

    assertThat(schedule.factor(0, 100)).isEqualTo(0.05); // half a step, not 0
    assertThat(schedule.factor(1, 100)).isEqualTo(0.1);
    assertThat(schedule.factor(9, 100)).isEqualTo(0.9);
    assertThat(schedule.factor(10, 100)).isEqualTo(1);
    assertThat(schedule.factor(55, 100)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.factor(40, 100)).isCloseTo(0.75, within(1e-12));
    assertThat(schedule.factor(99, 100)).isBetween(0.0, 0.001);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 1000})
  void is_above_0_and_at_most_1_however_few_the_steps(int steps) {
    for (double warmup : new double[] {0, 0.01, 0.1, 0.5, 0.99}) {
      for (int step = 0; step < steps; step++) {
        assertThat(Cosine.warmup(warmup).factor(step, steps))
            .as("warmup %s, step %d of %d", warmup, step, steps)
            .isGreaterThan(0)
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 10, Double.NaN})
  void a_warm_up_that_is_no_part_of_all_steps_is_refused(double warmup) {
    assertThatThrownBy(() -> Cosine.warmup(warmup))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("warmup", "[0, 1)", "not their number");
  }

  @Test
  void constant_stays_at_1() {
    assertThat(Schedule.constant().factor(99, 100)).isEqualTo(1);
    assertThat(Schedule.constant()).hasToString("Schedule.constant()");
  }
}
