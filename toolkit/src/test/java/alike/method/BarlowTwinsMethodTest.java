package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.BarlowTwins;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import org.junit.jupiter.api.Test;

class BarlowTwinsMethodTest implements MethodContract {

  private static final BarlowTwinsMethod STANDARD = BarlowTwinsMethod.loss(BarlowTwins.standard());

  @Override
  public BarlowTwinsMethod small() {
    return STANDARD.withHead(MlpHead.widths(9, 5).withHidden(Hidden.NORM));
  }

  @Override
  public Smoke smoke() {
    var head = MlpHead.widths(128, 128).withHidden(Hidden.NORM);
    return Smoke.patient(STANDARD.withHead(head), 3e-3, 0.01);
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_is_the_papers(Backend backend, int seed) {
    try (var training = Rehearsal.of(small(), backend, seed)) {
      double[] before = training.steps(2);
      double[][] rows = Numbers.embeddings(training, "encoder", "head");

      double expected = 0;
      for (int d = 0; d < 5; d++) {
        for (int e = 0; e < 5; e++) {
          double c = correlation(Numbers.column(rows, 0, 8, d), Numbers.column(rows, 8, 16, e));
          expected += d == e ? (1 - c) * (1 - c) : 0.0051 * c * c;
        }
      }
      assertThat(training.step()).isCloseTo(expected, within(1e-4 * expected));
      assertThat(before).hasSize(2);
    }
  }

  private static double correlation(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - Numbers.mean(a)) * (b[i] - Numbers.mean(b)) / a.length;
    }
    double one = Numbers.variance(a, a.length) + 1e-5;
    double other = Numbers.variance(b, b.length) + 1e-5;
    return sum / Math.sqrt(one * other);
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(STANDARD).hasToString("BarlowTwinsMethod.loss(BarlowTwins.lambda(0.0051))");
    assertThat(STANDARD.withHead(MlpHead.widths(5)))
        .hasToString(
            "BarlowTwinsMethod.loss(BarlowTwins.lambda(0.0051)).withHead(MlpHead.widths(5))");
    assertThat(STANDARD.head().width()).isEqualTo(1024);
  }
}
