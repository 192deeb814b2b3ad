package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarlowTwinsTest implements VariantContract {

  @Override
  public List<Variant> variants() {
    return List.of(
        Variant.raw(BarlowTwins.standard(), (rows, sample) -> plain(rows, 0.0051, 1e-5)),
        Variant.raw(
            BarlowTwins.lambda(0.5).withEpsilon(0.3), (rows, sample) -> plain(rows, 0.5, 0.3)));
  }

  private static double plain(double[][] rows, double lambda, double epsilon) {
    int images = rows.length / 2;
    double[][] first = standardised(Oracle.view(rows, 0, images), epsilon);
    double[][] second = standardised(Oracle.view(rows, 1, images), epsilon);
    double loss = 0;
    for (int d = 0; d < first.length; d++) {
      for (int e = 0; e < first.length; e++) {
        double c = Oracle.dot(first[d], second[e]) / images;
        loss += d == e ? (1 - c) * (1 - c) : lambda * c * c;
      }
    }
    return loss;
  }

  private static double[][] standardised(double[][] view, double epsilon) {
    double[][] columns = Geometry.columns(view);
    for (double[] column : columns) {
      double mean = Arrays.stream(column).average().orElseThrow();
      double variance =
          Arrays.stream(column).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      Arrays.setAll(column, i -> (column[i] - mean) / Math.sqrt(variance + epsilon));
    }
    return columns;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 6, 4, seed);
  }

  @Override
  public Map<String, Sample> edges() {
    var edges = VariantContract.super.edges();
    edges.put("large rows", sample(1).map(number -> 1e20 * number));
    edges.put("small rows", sample(1).map(number -> 1e-20 * number));
    return edges;
  }

  @OnBothEngines
  void is_0_where_views_agree_and_dimensions_have_nothing_in_common(Backend backend) {
    float[] view = {1, 1, 1, -1, -1, 1, -1, -1};
    var numbers = Arrays.copyOf(view, 16);
    System.arraycopy(view, 0, numbers, 8, 8);

    double loss = new Sample(2, 4, 2, numbers, new int[0]).value(backend, BarlowTwins.standard());

    assertThat(loss).isCloseTo(0, within(1e-6));
  }

  @OnBothEngines
  void a_collapsed_batch_costs_1_a_dimension(Backend backend) {
    double loss = sample(1).map(number -> 2).value(backend, BarlowTwins.standard());

    assertThat(loss).isCloseTo(4, within(1e-6));
  }

  @OnBothEngines
  void images_of_weight_0_do_not_correlate(Backend backend) {
    // dimension 0 agrees in images 0 and 1 and is opposite in 2 and 3
    float[] numbers = {1, -1, 1, -1, 1, -1, -1, 1};
    var sample = new Sample(2, 4, 1, numbers, new int[0]);
    Loss first = weighted(1, 1, 0, 0);
    Loss last = weighted(0, 0, 1, 1);

    assertThat(sample.value(backend, first)).isCloseTo(0, within(1e-4));
    assertThat(sample.value(backend, last)).isCloseTo(4, within(1e-4));
  }

  private static Loss weighted(float... weights) {
    return batch ->
        BarlowTwins.standard()
            .of(batch.with(Role.WEIGHTS, batch.views().getManager().create(weights)));
  }

  @OnBothEngines
  void other_numbers_of_views_and_a_single_image_are_refused(Backend backend) {
    for (var sample : List.of(Sample.random(3, 4, 2, 1), Sample.random(2, 1, 4, 1))) {
      assertThatThrownBy(() -> sample.value(backend, BarlowTwins.standard()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("Barlow Twins needs 2 views of 2 or more images");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void settings_that_make_no_sense_are_refused(double wrong) {
    assertThatThrownBy(() -> BarlowTwins.lambda(wrong)).hasMessageContaining("lambda");
    assertThatThrownBy(() -> BarlowTwins.standard().withEpsilon(wrong))
        .hasMessageContaining("epsilon");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(BarlowTwins.standard()).hasToString("BarlowTwins.lambda(0.0051)");
    assertThat(BarlowTwins.lambda(0.5).withEpsilon(0.1))
        .hasToString("BarlowTwins.lambda(0.5).withEpsilon(0.1)");
  }
}
