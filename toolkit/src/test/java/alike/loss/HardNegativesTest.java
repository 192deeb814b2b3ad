package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HardNegativesTest {

  private static double plain(double[][] rows, double temperature, double classPrior, double beta) {
    int images = rows.length / 2;
    int count = rows.length - 2;
    double[][] cosines = Oracle.cosines(rows);
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double positive = Math.exp(cosines[i][(i + images) % rows.length] / temperature);
      double weighted = 0;
      double weights = 0;
      for (int a = 0; a < rows.length; a++) {
        if (a % images != i % images) {
          double weight = Math.exp(beta * cosines[i][a] / temperature);
          weighted += weight * Math.exp(cosines[i][a] / temperature);
          weights += weight / count;
        }
      }
      double negative = (weighted / weights - count * classPrior * positive) / (1 - classPrior);
      negative = Math.max(negative, count * Math.exp(-1 / temperature));
      sum += Math.log((positive + negative) / positive);
    }
    return sum / rows.length;
  }

  @Nested
  class Hard implements ContrastiveContract {
    @Override
    public Loss at(double temperature) {
      return HardNegatives.temperature(temperature);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return HardNegativesTest.plain(rows, temperature, 0.1, 1);
    }

    @Override
    public Sample sample(int seed) {
      return Sample.random(2, 5, 6, seed);
    }
  }

  @Nested
  class HardAndLikelyTheSame implements ContrastiveContract {
    @Override
    public Loss at(double temperature) {
      return HardNegatives.temperature(temperature).withClassPrior(0.5).withBeta(2.5);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return HardNegativesTest.plain(rows, temperature, 0.5, 2.5);
    }

    @Override
    public Sample sample(int seed) {
      return Sample.random(2, 4, 6, seed + 20);
    }
  }

  @Nested
  class OnlyDebiased implements ContrastiveContract {
    @Override
    public Loss at(double temperature) {
      return Debiased.temperature(temperature);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return HardNegativesTest.plain(rows, temperature, 0.1, 0);
    }

    @Override
    public Sample sample(int seed) {
      return Sample.random(2, 5, 6, seed);
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void without_hardness_is_debiased(Backend backend, int seed) {
    var sample = Sample.random(2, 5, 6, seed);
    var easy = HardNegatives.temperature(0.3).withBeta(0).withClassPrior(0.2);

    double loss = sample.value(backend, easy);

    var debiased = Debiased.temperature(0.3).withClassPrior(0.2);
    Loops.close(loss, sample.value(backend, debiased), "loss");
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void debiased_without_a_class_prior_is_nt_xent(Backend backend, int seed) {
    var sample = Sample.random(2, 5, 6, seed);

    double loss = sample.value(backend, Debiased.temperature(0.3).withClassPrior(0));

    Loops.close(loss, Oracle.ntXent(sample.rows(), 0.3), "loss");
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void harder_negatives_make_it_larger(Backend backend, int seed) {
    var sample = Sample.random(2, 5, 6, seed);
    var loss = HardNegatives.temperature(0.5);

    double harder = sample.value(backend, loss.withBeta(2));

    assertThat(harder).isGreaterThan(sample.value(backend, loss.withBeta(0.5)));
  }

  @OnBothEngines
  void a_single_image_is_refused_by_the_name_of_the_loss(Backend backend) {
    var one = Sample.random(2, 1, 3, 1);

    assertThatThrownBy(() -> one.value(backend, HardNegatives.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("HCL", "2 or more images", "got 2 of 1");
    assertThatThrownBy(() -> one.value(backend, Debiased.standard()))
        .hasMessageContainingAll("Debiased", "got 2 of 1");
  }

  @Test
  void settings_out_of_range_are_refused() {
    for (double prior : List.of(-0.1, 1.0, Double.NaN)) {
      assertThatThrownBy(() -> Debiased.standard().withClassPrior(prior))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("classPrior", "[0, 1)", "1/k");
      assertThatThrownBy(() -> HardNegatives.standard().withClassPrior(prior))
          .hasMessageContaining("classPrior");
    }
    assertThatThrownBy(() -> HardNegatives.standard().withBeta(-1)).hasMessageContaining("beta");
    assertThatThrownBy(() -> HardNegatives.temperature(0)).hasMessageContaining("temperature");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(HardNegatives.standard().withBeta(2))
        .hasToString("HardNegatives.temperature(0.5).withBeta(2.0)");
    assertThat(Debiased.standard().withClassPrior(0.2))
        .hasToString("Debiased.temperature(0.5).withClassPrior(0.2)");
  }
}
