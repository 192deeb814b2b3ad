package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoNceTest implements ContrastiveContract {

  @Override
  public Loss at(double temperature) {
    return InfoNce.temperature(temperature);
  }

  @Override
  public double plain(double[][] rows, int[] classes, double temperature) {
    int images = rows.length / 2;
    double[][] cosines = Oracle.cosines(Oracle.view(rows, 0, images), Oracle.view(rows, 1, images));
    double sum = 0;
    for (int i = 0; i < images; i++) {
      double own = cosines[i][i];
      double others = 0;
      for (int j = 0; j < images; j++) {
        others += Math.exp((cosines[i][j] - own) / temperature);
      }
      sum += Math.log(others);
    }
    return sum / images;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 6, seed);
  }

  /** One way differs from the other; both together do not. */
  @Override
  @OnBothEngines(seeds = {1, 2})
  public void is_the_same_when_the_views_are_swapped(Backend backend, int seed) {
    var sample = sample(seed);
    var swapped = sample.reordered(view -> 1 - view, image -> image);

    double bothWays = sample.value(backend, at(0.1).symmetric());

    Loops.close(bothWays, swapped.value(backend, at(0.1).symmetric()), "both ways");
    assertThat(sample.value(backend, at(0.1)))
        .isNotCloseTo(swapped.value(backend, at(0.1)), within(1e-4));
  }

  @OnBothEngines(seeds = {2, 5, 64})
  void is_ln_of_the_images_when_all_embeddings_are_equal(Backend backend, int images) {
    var equal = Sample.random(2, images, 8, 1).map(number -> 0.3);

    assertThat(equal.value(backend, at(0.1))).isCloseTo(Math.log(images), within(1e-5));
  }

  @OnBothEngines
  void is_the_closed_form_for_two_images_at_right_angles(Backend backend) {
    var sample = new Sample(2, 2, 2, new float[] {1, 0, 0, 1, 2, 0, 0, 3}, new int[0]);

    double loss = sample.value(backend, at(0.5));

    assertThat(loss).isCloseTo(Math.log(1 + Math.exp(-2)), within(1e-5));
  }

  @OnBothEngines
  void other_numbers_of_views_and_images_are_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(3, 4, 3, 1).value(backend, at(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("InfoNCE", "2 views", "got 3 of 4", "SupCon");
    assertThatThrownBy(() -> Sample.random(2, 1, 3, 1).value(backend, at(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 2 of 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_temperature_that_is_no_positive_number_is_refused(double temperature) {
    assertThatThrownBy(() -> InfoNce.temperature(temperature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("temperature", "above 0");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(at(0.2)).hasToString("InfoNce.temperature(0.2)");
    assertThat(at(0.2).symmetric()).hasToString("InfoNce.temperature(0.2).symmetric()");
  }
}
