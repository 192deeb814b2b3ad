package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Alignment}, {@link Uniformity}, and both in one. */
class HypersphereTest implements VariantContract {

  @Override
  public List<Variant> variants() {
    return List.of(
        Variant.of(Alignment.standard(), (rows, sample) -> aligned(rows, sample, 2)),
        Variant.of(Alignment.alpha(1), (rows, sample) -> aligned(rows, sample, 1)),
        Variant.of(Alignment.alpha(3.5), (rows, sample) -> aligned(rows, sample, 3.5)),
        Variant.of(Uniformity.standard(), (rows, sample) -> uniform(rows, sample, 2)),
        Variant.of(Uniformity.t(100), (rows, sample) -> uniform(rows, sample, 100)),
        Variant.of(
            Hypersphere.standard(),
            (rows, sample) -> aligned(rows, sample, 2) + uniform(rows, sample, 2)),
        Variant.of(
            Hypersphere.t(0.5).withAlpha(1).withAlignment(3).withUniformity(0.1),
            (rows, sample) -> 3 * aligned(rows, sample, 1) + 0.1 * uniform(rows, sample, 0.5)));
  }

  private static double aligned(double[][] rows, Sample sample, double alpha) {
    double[][] unit = Geometry.unit(rows);
    int n = sample.images();
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < rows.length; a++) {
      for (int b = a + n; b < rows.length; b += n) {
        sum += Math.pow(Geometry.squared(unit[a], unit[b]), alpha / 2);
        pairs++;
      }
    }
    return sum / pairs;
  }

  private static double uniform(double[][] rows, Sample sample, double t) {
    double[][] unit = Geometry.unit(rows);
    int n = sample.images();
    double loss = 0;
    for (int view = 0; view < sample.views(); view++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          sum += Math.exp(-t * Geometry.squared(unit[view * n + i], unit[view * n + j]));
        }
      }
      loss += Math.log(sum / (n * (n - 1) / 2.0)) / sample.views();
    }
    return loss;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 4, seed);
  }

  @OnBothEngines
  void takes_any_number_of_views(Backend backend) {
    variants().forEach(variant -> agrees(backend, variant, Sample.random(3, 4, 5, 1)));

    var one = Sample.random(1, 5, 4, 1);
    agrees(backend, Variant.of(Uniformity.t(2), (rows, sample) -> uniform(rows, sample, 2)), one);
  }

  @OnBothEngines
  void equal_views_have_no_gradient_whatever_the_exponent(Backend backend) {
    var equal = sample(1).reordered(view -> 0, image -> image);
    for (double alpha : new double[] {0.5, 1, 2, 3}) {
      var graded = graded(backend, Alignment.alpha(alpha), equal);

      assertThat(graded.value()).isZero();
      assertThat(graded.gradient()).containsOnly(0);
    }
  }

  @OnBothEngines
  void collapse_is_0_and_opposite_points_are_the_least_there_is(Backend backend) {
    var collapsed = sample(1).map(number -> 1);
    var opposite = new Sample(1, 2, 2, new float[] {0, 2, 0, -1}, new int[0]);

    assertThat(collapsed.value(backend, Hypersphere.standard())).isCloseTo(0, within(1e-5));
    assertThat(opposite.value(backend, Uniformity.t(2))).isCloseTo(-8, within(1e-5));
  }

  @OnBothEngines
  void images_weigh_what_the_weights_say_in_the_alignment(Backend backend) {
    // image 0 at right angles, image 1 opposite
    var sample = new Sample(2, 2, 2, new float[] {1, 0, 0, 1, 0, 1, 0, -1}, new int[0]);
    Loss loss =
        batch ->
            Alignment.standard()
                .of(
                    batch.with(
                        Role.WEIGHTS, batch.views().getManager().create(new float[] {3, 1})));

    assertThat(sample.value(backend, loss)).isCloseTo(0.75 * 2 + 0.25 * 4, within(1e-5));
  }

  @OnBothEngines
  void too_few_views_or_images_are_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(1, 4, 3, 1).value(backend, Alignment.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Alignment needs 2 or more views", "Augment");
    assertThatThrownBy(() -> Sample.random(2, 1, 3, 1).value(backend, Uniformity.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Uniformity needs 2 or more images", "larger batches");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> Alignment.alpha(0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> Uniformity.t(Double.NaN)).hasMessageContaining("t must be");
    assertThatThrownBy(() -> Hypersphere.t(-1)).hasMessageContaining("t must be");
    assertThatThrownBy(() -> Hypersphere.t(1).withAlignment(-1)).hasMessageContaining("alignment");
    assertThatThrownBy(() -> Hypersphere.t(1).withUniformity(-1))
        .hasMessageContaining("uniformity");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Alignment.standard()).hasToString("Alignment.alpha(2.0)");
    assertThat(Uniformity.t(3)).hasToString("Uniformity.t(3.0)");
    assertThat(Hypersphere.t(1).withUniformity(0.5))
        .hasToString("Hypersphere.t(1.0).withUniformity(0.5)");
  }
}
