package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.VicReg;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import org.junit.jupiter.api.Test;

class VicRegMethodTest implements MethodContract {

  private static final VicRegMethod STANDARD = VicRegMethod.loss(VicReg.standard());

  @Override
  public VicRegMethod small() {
    return STANDARD.withHead(MlpHead.widths(9, 5).withHidden(Hidden.NORM));
  }

  @Override
  public Smoke smoke() {
    var head = MlpHead.widths(128, 128).withHidden(Hidden.NORM);
    return Smoke.of(STANDARD.withHead(head), 10, 0.01);
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_is_the_releases(Backend backend, int seed) {
    try (var training = Rehearsal.of(small(), backend, seed)) {
      double[] before = training.steps(2);
      double[][] rows = Numbers.embeddings(training, "encoder", "head");

      double expected = 0;
      for (int d = 0; d < 5; d++) {
        for (int view = 0; view < 2; view++) {
          double[] own = Numbers.column(rows, 8 * view, 8 * view + 8, d);
          double deviation = Math.sqrt(Numbers.variance(own, 7) + 1e-4);
          expected += 25 * Math.max(0, 1 - deviation) / 2 / 5;
          for (int e = 0; e < 5; e++) {
            double[] other = Numbers.column(rows, 8 * view, 8 * view + 8, e);
            expected += e == d ? 0 : Math.pow(covariance(own, other), 2) / 5;
          }
        }
        for (int i = 0; i < 8; i++) {
          expected += 25 * Math.pow(rows[i][d] - rows[8 + i][d], 2) / (8 * 5);
        }
      }
      assertThat(training.step()).isCloseTo(expected, within(1e-4 * expected));
      assertThat(before).hasSize(2);
    }
  }

  private static double covariance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - Numbers.mean(a)) * (b[i] - Numbers.mean(b));
    }
    return sum / (a.length - 1);
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(STANDARD).hasToString("VicRegMethod.loss(VicReg.invariance(25.0))");
    assertThat(STANDARD.withHead(MlpHead.widths(5)))
        .hasToString("VicRegMethod.loss(VicReg.invariance(25.0)).withHead(MlpHead.widths(5))");
  }
}
