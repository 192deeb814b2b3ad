package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VicRegTest implements VariantContract {

  private static final VicReg PAPER = VicReg.standard().withSpread(VicReg.Spread.SUM);

  @Override
  public List<Variant> variants() {
    var other = VicReg.invariance(3).withVariance(10).withCovariance(7).withEpsilon(0.2);
    return List.of(
        Variant.raw(VicReg.standard(), (rows, sample) -> plain(rows, VicReg.standard())),
        Variant.raw(PAPER, (rows, sample) -> plain(rows, PAPER)),
        Variant.raw(other, (rows, sample) -> plain(rows, other)));
  }

  private static double plain(double[][] rows, VicReg loss) {
    int images = rows.length / 2;
    int width = rows[0].length;
    double apart = 0;
    for (int i = 0; i < images; i++) {
      apart += Geometry.squared(rows[i], rows[i + images]) / (images * width);
    }
    double spread = 0;
    double redundant = 0;
    for (int view = 0; view < 2; view++) {
      double[][] columns = Geometry.columns(Oracle.view(rows, view, images));
      for (double[] column : columns) {
        double mean = Arrays.stream(column).average().orElseThrow();
        Arrays.setAll(column, i -> column[i] - mean);
      }
      for (int d = 0; d < width; d++) {
        for (int e = 0; e < width; e++) {
          double covariance = Oracle.dot(columns[d], columns[e]) / (images - 1);
          if (d == e) {
            spread += Math.max(0, 1 - Math.sqrt(covariance + loss.epsilon())) / width;
          } else {
            redundant += covariance * covariance / width;
          }
        }
      }
    }
    return loss.invariance() * apart
        + loss.variance() * (loss.spread() == VicReg.Spread.MEAN ? spread / 2 : spread)
        + loss.covariance() * redundant;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 6, 4, seed).map(number -> 0.6 * number);
  }

  @OnBothEngines
  void a_collapsed_batch_costs_what_the_variance_weighs(Backend backend) {
    var collapsed = sample(1).map(number -> 0.7);

    assertThat(collapsed.value(backend, VicReg.standard())).isCloseTo(24.75, within(1e-4));
    assertThat(collapsed.value(backend, PAPER)).isCloseTo(49.5, within(1e-4));
  }

  @OnBothEngines
  void is_0_where_views_agree_and_dimensions_are_wide_and_independent(Backend backend) {
    float[] view = {1, 1, 1, -1, -1, 1, -1, -1};
    var numbers = Arrays.copyOf(view, 16);
    System.arraycopy(view, 0, numbers, 8, 8);

    double loss = new Sample(2, 4, 2, numbers, new int[0]).value(backend, VicReg.standard());

    assertThat(loss).isCloseTo(0, within(1e-6));
  }

  @OnBothEngines
  void weights_are_of_the_invariance_alone(Backend backend) {
    var sample = sample(1);
    Loss first = weighted(VicReg.standard(), 1, 0, 0, 0, 0, 0);

    double difference = sample.value(backend, first) - sample.value(backend, VicReg.standard());

    double[][] rows = sample.rows();
    double mean = 0;
    for (int i = 0; i < 6; i++) {
      mean += Geometry.squared(rows[i], rows[i + 6]) / 24;
    }
    double expected = 25 * (Geometry.squared(rows[0], rows[6]) / 4 - mean);
    assertThat(difference).isCloseTo(expected, within(1e-3));
  }

  private static Loss weighted(Loss loss, float... weights) {
    return batch -> loss.of(batch.with(Role.WEIGHTS, batch.views().getManager().create(weights)));
  }

  @OnBothEngines
  void other_numbers_of_views_and_a_single_image_are_refused(Backend backend) {
    for (var sample : List.of(Sample.random(1, 4, 2, 1), Sample.random(2, 1, 4, 1))) {
      assertThatThrownBy(() -> sample.value(backend, VicReg.standard()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("VICReg needs 2 views of 2 or more images");
    }
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> VicReg.invariance(-1)).hasMessageContaining("invariance");
    assertThatThrownBy(() -> PAPER.withVariance(-1)).hasMessageContaining("variance");
    assertThatThrownBy(() -> PAPER.withCovariance(Double.NaN)).hasMessageContaining("covariance");
    assertThatThrownBy(() -> PAPER.withEpsilon(0)).hasMessageContaining("epsilon");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(VicReg.standard()).hasToString("VicReg.invariance(25.0)");
    assertThat(PAPER.withCovariance(2))
        .hasToString("VicReg.invariance(25.0).withCovariance(2.0).withSpread(VicReg.Spread.SUM)");
  }

  @Test
  void its_card_tells_how_the_variance_adds_up() {
    assertThat(VicReg.standard().card().formula()).contains("\\frac{\\mu}{2}");
    assertThat(PAPER.card().formula()).doesNotContain("\\frac{\\mu}{2}");
  }
}
