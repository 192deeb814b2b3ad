package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScHaNeTest {

  private static final ScHaNe LOSS = ScHaNe.temperature(0.1);

  /** Returns the weights of the negatives, 0 elsewhere. */
  private static double[][] weights(
      double[][] rows, int[] classes, double temperature, double beta) {
    double[][] cosines = Oracle.cosines(rows);
    var weights = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      double sum = 0;
      int count = 0;
      for (int n = 0; n < rows.length; n++) {
        if (classes[n] != classes[i]) {
          weights[i][n] = Math.exp(beta * cosines[i][n] / temperature);
          sum += weights[i][n];
          count++;
        }
      }
      for (int n = 0; n < rows.length; n++) {
        weights[i][n] *= count == 0 ? 0 : count / sum;
      }
    }
    return weights;
  }

  private static double plain(
      double[][] rows, int[] classes, double temperature, double[][] weights, boolean friends) {
    double[][] cosines = Oracle.cosines(rows);
    double sum = 0;
    int anchors = 0;
    for (int i = 0; i < rows.length; i++) {
      double below = 0;
      double logits = 0;
      int positives = 0;
      for (int a = 0; a < rows.length; a++) {
        boolean positive = a != i && classes[a] == classes[i];
        double logit = cosines[i][a] / temperature;
        below += (weights[i][a] + (positive && friends ? 1 : 0)) * Math.exp(logit);
        logits += positive ? logit : 0;
        positives += positive ? 1 : 0;
      }
      anchors += positives > 0 ? 1 : 0;
      sum += positives > 0 ? Math.log(below) - logits / positives : 0;
    }
    return sum / anchors;
  }

  @Nested
  class Attached implements ClassContract.OfOneClass {
    @Override
    public Loss at(double temperature) {
      return ScHaNe.temperature(temperature).withWeights(ScHaNe.Weights.ATTACHED);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return ScHaNeTest.plain(
          rows, classes, temperature, weights(rows, classes, temperature, 1), true);
    }
  }

  @Nested
  class NegativesAlone implements ClassContract.OfSeveralClasses {
    @Override
    public Loss at(double temperature) {
      return ScHaNe.temperature(temperature)
          .withBeta(0.5)
          .withWeights(ScHaNe.Weights.ATTACHED)
          .withPositives(ScHaNe.Positives.NOT_IN_DENOMINATOR);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return ScHaNeTest.plain(
          rows, classes, temperature, weights(rows, classes, temperature, 0.5), false);
    }
  }

  @OnBothEngines(seeds = {1, 2})
  void detached_weights_are_constants_to_the_gradient(Backend backend, int seed) {
    var sample = Sample.random(2, 6, 5, seed).withLabels(0, 1, 0, 2, 1, 0);
    int[] classes = sample.rowClasses();
    for (double temperature : new double[] {0.1, 0.01}) {
      double[][] fixed = weights(sample.rows(), classes, temperature, 1);

      Loops.agree(
          backend,
          sample,
          ScHaNe.temperature(temperature),
          rows -> plain(rows, classes, temperature, fixed, true));
    }
  }

  @OnBothEngines
  void detached_weights_stand_one_class_and_rows_of_zeros(Backend backend) {
    var oneClass = Sample.random(2, 4, 5, 1).withLabels(2, 2, 2, 2);
    Loops.close(
        oneClass.value(backend, LOSS), oneClass.value(backend, SupCon.temperature(0.1)), "loss");

    var zeros = Sample.random(2, 4, 5, 1).withLabels(2, 2, 1, 1).scaled(row -> 0);
    var graded = zeros.graded(backend, LOSS);
    assertThat(graded.value()).isFinite();
    assertThat(graded.gradient()).containsOnly(0);
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void without_hardness_is_supcon(Backend backend, int seed) {
    var sample = Sample.random(2, 6, 5, seed).withLabels(0, 1, 0, 2, 1, 0);
    var easy = LOSS.withBeta(0);

    var graded = sample.graded(backend, easy);

    var supCon = sample.graded(backend, SupCon.temperature(0.1));
    Loops.close(graded.value(), supCon.value(), "loss");
    for (int i = 0; i < graded.gradient().length; i++) {
      Loops.close(graded.gradient()[i], supCon.gradient()[i], "gradient");
    }
  }

  @OnBothEngines
  void our_value_of_the_golden_case_comes_out(Backend backend) {
    double loss = Golden.twoViews().withLabels(0, 1, 0, 2).value(backend, LOSS);

    Loops.close(loss, 9.843500841274361, "loss");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> ScHaNe.temperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> LOSS.withBeta(-1)).hasMessageContainingAll("beta", "0 or more");
  }

  @Test
  void prints_as_the_java_that_makes_it_and_its_card_says_what_is_ours() {
    assertThat(LOSS.withWeights(ScHaNe.Weights.ATTACHED))
        .hasToString("ScHaNe.temperature(0.1).withWeights(ScHaNe.Weights.ATTACHED)");
    assertThat(LOSS.card().text()).contains("2308.14893", "our reading");
  }
}
