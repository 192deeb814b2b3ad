package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Graded;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Test;

class SigLipTest implements ContrastiveContract {

  @Override
  public Loss at(double temperature) {
    return SigLip.standard().withScale(1 / temperature).withBias(-3).withScaling(Scaling.FIXED);
  }

  @Override
  public double plain(double[][] rows, int[] classes, double temperature) {
    return plain(rows, 1 / temperature, -3);
  }

  private static double plain(double[][] rows, double scale, double bias) {
    int images = rows.length / 2;
    double[][] cosines = Oracle.cosines(Oracle.view(rows, 0, images), Oracle.view(rows, 1, images));
    double sum = 0;
    for (int i = 0; i < images; i++) {
      for (int j = 0; j < images; j++) {
        double logit = (i == j ? 1 : -1) * (scale * cosines[i][j] + bias);
        sum += Math.max(-logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
      }
    }
    return sum / images;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 6, seed);
  }

  /** Returns the loss and its gradient by one of the learned numbers. */
  private Graded by(Backend backend, Role role, double point) {
    return Graded.of(
        backend,
        new float[] {(float) point},
        new Shape(),
        number -> {
          var manager = number.getManager();
          var batch =
              Batch.of(manager.create(sample(1).numbers(), new Shape(2, 5, 6)))
                  .with(Role.LOG_SCALE, manager.create((float) Math.log(8)))
                  .with(Role.BIAS, manager.create(-4f));
          return SigLip.standard().of(batch.with(role, number));
        });
  }

  @OnBothEngines
  void scale_and_bias_are_learned(Backend backend) {
    double h = 1e-5;
    double[][] rows = sample(1).rows();

    var byScale = by(backend, Role.LOG_SCALE, Math.log(8));
    var byBias = by(backend, Role.BIAS, -4);

    Loops.close(byScale.value(), plain(rows, 8, -4), "value");
    double scaleSlope =
        (plain(rows, 8 * Math.exp(h), -4) - plain(rows, 8 * Math.exp(-h), -4)) / (2 * h);
    assertThat((double) byScale.gradient()[0]).isCloseTo(scaleSlope, within(1e-4));
    double biasSlope = (plain(rows, 8, -4 + h) - plain(rows, 8, -4 - h)) / (2 * h);
    assertThat((double) byBias.gradient()[0]).isCloseTo(biasSlope, within(1e-4));
  }

  @OnBothEngines
  void starts_near_the_bias_for_embeddings_at_right_angles(Backend backend) {
    var zeros = Sample.random(2, 64, 4, 1).map(number -> 0);

    double loss = zeros.value(backend, SigLip.standard().withScaling(Scaling.FIXED));

    double expected = 10 + Math.log1p(Math.exp(-10)) + 63 * Math.log1p(Math.exp(-10));
    assertThat(loss).isCloseTo(expected, within(1e-5));
  }

  @OnBothEngines
  void what_is_missing_is_named(Backend backend) {
    assertThatThrownBy(() -> sample(1).value(backend, SigLip.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("SigLIP", "LOG_SCALE");
    assertThatThrownBy(() -> Sample.random(1, 4, 3, 1).value(backend, at(0.1)))
        .hasMessageContainingAll("2 views", "got 1 of 4");
  }

  @Test
  void says_what_it_learns() {
    assertThat(at(0.1).learned(8)).isEmpty();
    assertThat(SigLip.standard().learned(8))
        .containsExactly(
            Learned.number(Role.LOG_SCALE, Math.log(10)), Learned.number(Role.BIAS, -10));
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> SigLip.standard().withScale(0)).hasMessageContaining("scale");
    assertThatThrownBy(() -> SigLip.standard().withBias(Double.NaN)).hasMessageContaining("bias");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(SigLip.standard().withBias(-5)).hasToString("SigLip.standard().withBias(-5.0)");
    assertThat(at(0.5))
        .hasToString("SigLip.standard().withScale(2.0).withBias(-3.0).withScaling(Scaling.FIXED)");
  }
}
