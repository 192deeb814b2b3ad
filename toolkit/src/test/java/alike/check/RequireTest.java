package alike.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequireTest {

  @Test
  void whole_numbers_are_told_as_whole_numbers() {
    assertThat(Require.within("k", 1, 24, 24)).isEqualTo(24);
    assertThatThrownBy(() -> Require.within("k", 1, 24, 25))
        .hasMessage("k must lie in [1, 24], got 25.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_positive_number_is_finite_and_above_0(double wrong) {
    assertThatThrownBy(() -> Require.positive("rate", wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("rate", "above 0", String.valueOf(wrong));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void a_probability_lies_between_0_and_1(double wrong) {
    assertThatThrownBy(() -> Require.probability("p", wrong))
        .hasMessageContainingAll("p", "[0.0, 1.0]", String.valueOf(wrong));
  }
}
