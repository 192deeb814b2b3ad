package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupConTest {

  @Nested
  class Outside implements SupConContract {
    @Override
    public Loss at(double temperature) {
      return SupCon.temperature(temperature);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return Oracle.supCon(rows, classes, temperature, false);
    }
  }

  @Nested
  class Inside implements SupConContract {
    @Override
    public Loss at(double temperature) {
      return SupCon.temperature(temperature).inside();
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return Oracle.supCon(rows, classes, temperature, true);
    }
  }

  private static final SupCon OUT = SupCon.temperature(0.1);

  @OnBothEngines(seeds = {1, 2, 3, 4})
  void inside_is_below_outside(Backend backend, int seed) {
    var sample = Sample.random(2, 6, 5, seed).withLabels(0, 0, 0, 1, 1, 1);

    double inside = sample.value(backend, OUT.inside());

    assertThat(inside).isLessThan(sample.value(backend, OUT));
  }

  @OnBothEngines(seeds = {1, 2})
  void inside_equals_outside_when_every_anchor_has_one_positive(Backend backend, int seed) {
    var sample = Sample.random(1, 6, 5, seed).withLabels(0, 1, 2, 2, 1, 0);

    double inside = sample.value(backend, OUT.inside());

    assertThat(inside).isCloseTo(sample.value(backend, OUT), within(2e-5));
  }

  @OnBothEngines
  void inside_and_outside_start_with_one_gradient_when_all_is_equal(Backend backend) {
    var equal = Sample.random(2, 6, 5, 1).map(number -> 1).withLabels(0, 0, 0, 1, 1, 1);

    float[] inside = equal.graded(backend, OUT.inside()).gradient();

    assertThat(inside).containsExactly(equal.graded(backend, OUT).gradient(), within(1e-6f));
  }

  @OnBothEngines
  void labels_not_one_an_image_are_refused(Backend backend) {
    var sample = Sample.random(2, 3, 4, 1);

    assertThatThrownBy(() -> sample.withLabels(0, 1, 2, 0, 1, 2).value(backend, OUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("3 images", "6 labels", "not one a view");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_temperature_that_is_no_positive_number_is_refused(double temperature) {
    assertThatThrownBy(() -> SupCon.temperature(temperature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("temperature", "above 0", Double.toString(temperature));
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(OUT).hasToString("SupCon.temperature(0.1)");
    assertThat(OUT.inside()).hasToString("SupCon.temperature(0.1).inside()");
  }

  @Test
  void its_card_tells_the_two_forms_apart() {
    assertThat(OUT.card().text()).contains("L_out", "eq. 2", "2004.11362");
    assertThat(OUT.inside().card().text()).contains("L_in", "eq. 3", ".inside()");
    assertThat(OUT.card().formula()).isNotEqualTo(OUT.inside().card().formula());
  }
}
