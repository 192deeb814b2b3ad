package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircleTest implements VariantContract {

  @Override
  public List<Variant> variants() {
    return List.of(variant(Circle.margin(0.4).withGamma(8)), variant(Circle.margin(0.25)));
  }

  private static Variant variant(Circle loss) {
    return Variant.of(loss, (rows, sample) -> plain(Oracle.cosines(rows), sample, loss));
  }

  /** Returns the loss, its paces those of the sample's own numbers: no gradient flows into them. */
  private static double plain(double[][] s, Sample sample, Circle loss) {
    double[][] fixed = Oracle.cosines(sample.rows());
    int[] classes = VariantContract.classes(sample);
    double m = loss.margin();
    double sum = 0;
    int anchors = 0;
    for (int i = 0; i < s.length; i++) {
      double positive = 0;
      double negative = 0;
      for (int j = 0; j < s.length; j++) {
        if (classes[i] != classes[j]) {
          double pace = Math.max(0, fixed[i][j] + m);
          negative += Math.exp(loss.gamma() * pace * (s[i][j] - m));
        } else if (i != j) {
          double pace = Math.max(0, 1 + m - fixed[i][j]);
          positive += Math.exp(-loss.gamma() * pace * (s[i][j] - 1 + m));
        }
      }
      if (positive > 0 && negative > 0) {
        // the product of both would overflow
        double logit = Math.log(positive) + Math.log(negative);
        sum += logit > 30 ? logit : Math.log1p(Math.exp(logit));
        anchors++;
      }
    }
    return sum / Math.max(1, anchors);
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 6, seed).withLabels(0, 1, 0, 2, 1);
  }

  @OnBothEngines
  void is_small_at_the_optimum_and_large_far_from_it(Backend backend) {
    // positives equal and negatives opposite, then positives opposite
    var optimum = new Sample(1, 4, 1, new float[] {1, 1, -1, -1}, new int[] {0, 0, 1, 1});
    var far = optimum.withLabels(0, 1, 0, 1);
    var loss = Circle.margin(0.25).withGamma(16);

    // αₚ = 1/4 and sₚ − Δₚ = 1/4, αₙ = 0: ln(1 + 2 e^−1)
    assertThat(optimum.value(backend, loss))
        .isCloseTo(Math.log(1 + 2 * Math.exp(-1)), within(1e-5));
    assertThat(far.value(backend, loss)).isGreaterThan(50);
  }

  @OnBothEngines
  void one_class_is_0_and_no_positives_are_refused(Backend backend) {
    var graded = graded(backend, Circle.standard(), sample(1).withLabels(2, 2, 2, 2, 2));
    assertThat(graded.value()).isZero();
    assertThat(graded.gradient()).containsOnly(0);

    assertThatThrownBy(
            () -> Sample.random(1, 3, 2, 1).withLabels(0, 1, 2).value(backend, Circle.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Circle", "no positives");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> Circle.margin(1.5)).hasMessageContainingAll("margin", "[0.0, 1.0]");
    assertThatThrownBy(() -> Circle.margin(0.4).withGamma(0)).hasMessageContaining("gamma");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Circle.margin(0.4).withGamma(80)).hasToString("Circle.margin(0.4).withGamma(80.0)");
  }
}
