package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Test;

class FocalInfoNceTest implements ContrastiveContract {

  @Override
  public Loss at(double temperature) {
    return FocalInfoNce.temperature(temperature);
  }

  @Override
  public double plain(double[][] rows, int[] classes, double temperature) {
    int images = rows.length / 2;
    double[][] cosines = Oracle.cosines(Oracle.view(rows, 0, images), Oracle.view(rows, 1, images));
    double sum = 0;
    for (int i = 0; i < images; i++) {
      var logits = new double[images];
      for (int j = 0; j < images; j++) {
        double s = cosines[i][j];
        logits[j] = (i == j ? s * s : s * (s + 0.3)) / temperature;
      }
      sum += Oracle.crossEntropy(logits, i);
    }
    return sum / images;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 6, seed);
  }

  @Override
  @OnBothEngines(seeds = {1, 2})
  public void is_the_same_when_the_views_are_swapped(Backend backend, int seed) {
    var sample = sample(seed);
    var swapped = sample.reordered(view -> 1 - view, image -> image);

    double bothWays = sample.value(backend, at(0.1).symmetric());

    Loops.close(bothWays, swapped.value(backend, at(0.1).symmetric()), "both ways");
  }

  @OnBothEngines
  void the_sign_of_a_positive_is_lost(Backend backend) {
    var sample = sample(1);
    var opposite = sample.scaled(row -> row < 5 ? 1 : -1);
    var bare = FocalInfoNce.temperature(0.1).withMargin(0);

    Loops.close(sample.value(backend, bare), opposite.value(backend, bare), "loss");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> FocalInfoNce.temperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> FocalInfoNce.standard().withMargin(-1))
        .hasMessageContainingAll("margin", "0 or more");
  }

  @OnBothEngines
  void a_single_view_is_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(1, 4, 3, 1).value(backend, at(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Focal-InfoNCE", "got 1 of 4");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(FocalInfoNce.standard().withMargin(0.2))
        .hasToString("FocalInfoNce.temperature(0.05).withMargin(0.2)");
  }
}
