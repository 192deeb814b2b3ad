package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TclTest {

  private static double plain(
      double[][] rows, int[] classes, double temperature, double k1, double k2) {
    double[][] cosines = Oracle.cosines(rows);
    double sum = 0;
    int anchors = 0;
    for (int i = 0; i < rows.length; i++) {
      double below = 0;
      double logits = 0;
      int positives = 0;
      for (int a = 0; a < rows.length; a++) {
        double s = cosines[i][a];
        if (classes[a] != classes[i]) {
          below += k2 * Math.exp(s / temperature);
        } else if (a != i) {
          below += Math.exp(s / temperature) + k1 * Math.exp(-s);
          logits += s / temperature;
          positives++;
        }
      }
      anchors += positives > 0 ? 1 : 0;
      sum += positives > 0 ? Math.log(below) - logits / positives : 0;
    }
    return sum / anchors;
  }

  @Nested
  class OfThePaper implements ClassContract.OfOneClass {
    @Override
    public Loss at(double temperature) {
      return Tcl.temperature(temperature);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return TclTest.plain(rows, classes, temperature, 5000, 1);
    }
  }

  @Nested
  class Tuned implements ClassContract.OfOneClass {
    @Override
    public Loss at(double temperature) {
      return Tcl.temperature(temperature).withK1(3).withK2(7);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return TclTest.plain(rows, classes, temperature, 3, 7);
    }
  }

  @Nested
  class WithoutEither implements ClassContract.OfOneClass {
    @Override
    public Loss at(double temperature) {
      return Tcl.temperature(temperature).withK1(0).withK2(0);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return TclTest.plain(rows, classes, temperature, 0, 0);
    }

    @Override
    @OnBothEngines(seeds = {1, 2})
    public void an_anchor_without_positives_is_left_out_of_the_mean(Backend backend, int seed) {
      // and without k₂ it is nobody's negative either
      var sample = Sample.random(1, 5, 4, seed).withLabels(3, 3, 8, 3, 9);

      float[] gradient = sample.graded(backend, at(0.1)).gradient();

      assertThat(gradient[0]).isNotZero();
      assertThat(gradient[2 * 4]).isZero();
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void without_k1_and_with_k2_1_is_supcon(Backend backend, int seed) {
    var sample = Sample.random(2, 6, 5, seed).withLabels(0, 1, 0, 2, 1, 0);

    double loss = sample.value(backend, Tcl.temperature(0.2).withK1(0));

    Loops.close(loss, sample.value(backend, SupCon.temperature(0.2)), "loss");
  }

  @OnBothEngines
  void the_released_codes_value_of_the_golden_case_comes_out(Backend backend) {
    double loss = Golden.twoViews().withLabels(0, 1, 0, 2).value(backend, Tcl.standard());

    Loops.close(loss, 9.663649395136712, "loss");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> Tcl.temperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> Tcl.standard().withK1(-1)).hasMessageContainingAll("k1", "0 or more");
    assertThatThrownBy(() -> Tcl.standard().withK2(-1)).hasMessageContainingAll("k2", "0 or more");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Tcl.standard().withK1(10).withK2(2))
        .hasToString("Tcl.temperature(0.1).withK1(10.0).withK2(2.0)");
  }
}
