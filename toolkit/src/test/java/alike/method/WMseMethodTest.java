package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.WMse;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WMseMethodTest implements MethodContract {

  private static final int WIDTH = 2;

  @Override
  public WMseMethod small() {
    return WMseMethod.loss(WMse.group(8))
        .withHead(MlpHead.widths(9, WIDTH).withHidden(Hidden.BIAS_NORM));
  }

  @Override
  public Smoke smoke() {
    var head = MlpHead.widths(128, 16).withHidden(Hidden.BIAS_NORM);
    return Smoke.of(WMseMethod.loss(WMse.group(64)).withHead(head), 20, 0.01);
  }

  /** Of two dimensions whitening by hand: the first scaled, the second less what the first says. */
  private static double[][] whitened(double[][] rows) {
    double[] x = Numbers.column(rows, 0, rows.length, 0);
    double[] y = Numbers.column(rows, 0, rows.length, 1);
    double meanX = Numbers.mean(x);
    double meanY = Numbers.mean(y);
    double varianceX = Numbers.variance(x, x.length - 1);
    double covariance = 0;
    for (int i = 0; i < x.length; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY) / (x.length - 1);
    }
    double slope = covariance / varianceX;
    double rest = Numbers.variance(y, y.length - 1) - slope * covariance;
    return Arrays.stream(rows)
        .map(
            row ->
                new double[] {
                  (row[0] - meanX) / Math.sqrt(varianceX),
                  (row[1] - meanY - slope * (row[0] - meanX)) / Math.sqrt(rest)
                })
        .toArray(double[][]::new);
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_is_the_papers(Backend backend, int seed) {
    try (var training = Rehearsal.of(small(), backend, seed)) {
      double[] before = training.steps(2);
      double[][] rows = Numbers.embeddings(training, "encoder", "head");

      double[][] one = whitened(Arrays.copyOfRange(rows, 0, 8));
      double[][] other = whitened(Arrays.copyOfRange(rows, 8, 16));
      double expected = 0;
      for (int i = 0; i < 8; i++) {
        expected += (2 - 2 * Numbers.cosine(one[i], other[i])) / 8;
      }
      assertThat(training.step()).isCloseTo(expected, within(2e-4));
      assertThat(before).hasSize(2);
    }
  }

  @OnBothEngines
  void batches_and_widths_that_cannot_be_whitened_are_refused(Backend backend) {
    var start = Rehearsal.start(backend, 1); // batches of 8

    assertThatThrownBy(() -> WMseMethod.loss(WMse.group(5)).start(start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("groups of 5", "batch is 8", "multiple");
    assertThatThrownBy(() -> WMseMethod.loss(WMse.standard()).start(start))
        .hasMessageContainingAll("8 images cannot be whitened in 64 dimensions", "narrower head");
    assertThatThrownBy(() -> small().withViews(1)).hasMessageContaining("2 or more");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(WMseMethod.loss(WMse.standard())).hasToString("WMseMethod.loss(WMse.group(128))");
    assertThat(WMseMethod.loss(WMse.standard()).withViews(4).withHead(MlpHead.widths(5)))
        .hasToString("WMseMethod.loss(WMse.group(128)).withHead(MlpHead.widths(5)).withViews(4)");
  }
}
