package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DclTest {

  private static final Dcl DCL = Dcl.temperature(0.1);

  /** Returns DCLW's weights of the images. */
  private static double[] weights(double[][] rows, double sigma) {
    int images = rows.length / 2;
    double[][] cosines = Oracle.cosines(rows);
    var logits = new double[images];
    Arrays.setAll(logits, i -> cosines[i][i + images] / sigma);
    return Arrays.stream(Oracle.softmax(logits)).map(part -> 2 - images * part).toArray();
  }

  private static double plain(double[][] rows, double[] weights, double temperature) {
    int images = rows.length / 2;
    double[][] cosines = Oracle.cosines(rows);
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double own = cosines[i][(i + images) % rows.length] / temperature;
      double others = 0;
      for (int a = 0; a < rows.length; a++) {
        others += a % images == i % images ? 0 : Math.exp(cosines[i][a] / temperature);
      }
      sum += Math.log(others) - weights[i % images] * own;
    }
    return sum / rows.length;
  }

  private static double[] ones(double[][] rows) {
    var ones = new double[rows.length / 2];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Nested
  class WithoutWeights implements ContrastiveContract {
    @Override
    public Loss at(double temperature) {
      return Dcl.temperature(temperature);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return DclTest.plain(rows, ones(rows), temperature);
    }

    @Override
    public Sample sample(int seed) {
      return Sample.random(2, 5, 6, seed);
    }
  }

  @Nested
  class WithWeights implements ContrastiveContract {
    @Override
    public Loss at(double temperature) {
      return Dcl.temperature(temperature).withWeights(Dcl.Weights.ATTACHED).withSigma(0.3);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return DclTest.plain(rows, weights(rows, 0.3), temperature);
    }

    @Override
    public Sample sample(int seed) {
      return Sample.random(2, 5, 6, seed);
    }
  }

  @OnBothEngines(seeds = {1, 2})
  void detached_weights_are_constants_to_the_gradient(Backend backend, int seed) {
    var sample = Sample.random(2, 5, 6, seed);
    double[] fixed = weights(sample.rows(), 0.5);

    var detached = DCL.withWeights(Dcl.Weights.DETACHED);

    Loops.agree(backend, sample, detached, rows -> plain(rows, fixed, 0.1));
    float[] attached = sample.graded(backend, DCL.withWeights(Dcl.Weights.ATTACHED)).gradient();
    assertThat(sample.graded(backend, detached).gradient()).isNotEqualTo(attached);
  }

  @OnBothEngines
  void the_weights_have_mean_1_and_are_largest_for_the_pair_furthest_apart(Backend backend) {
    try (var manager = backend.open()) {
      var similarities = manager.create(new float[] {0.9f, -0.2f, 0.4f, 0.9f, -0.2f, 0.4f});

      float[] weights =
          DCL.withWeights(Dcl.Weights.DETACHED).weights(similarities.reshape(6, 1)).toFloatArray();

      double mean = 0;
      for (float weight : weights) {
        mean += weight / 6;
      }
      assertThat(mean).isCloseTo(1, within(1e-5));
      assertThat(weights[1]).isGreaterThan(weights[2]).isEqualTo(weights[4]);
      assertThat(weights[2]).isGreaterThan(weights[0]);
    }
  }

  @OnBothEngines
  void weights_change_nothing_when_all_pairs_are_equally_far_apart(Backend backend) {
    var sample = Sample.random(2, 5, 6, 1).reordered(view -> 0, image -> image);

    double weighted = sample.value(backend, DCL.withWeights(Dcl.Weights.ATTACHED));

    Loops.close(weighted, sample.value(backend, DCL), "loss");
  }

  @OnBothEngines(seeds = {1, 2})
  void is_supcon_with_negatives_alone_below(Backend backend, int seed) {
    var sample = Sample.random(2, 5, 6, seed);
    var negatives = SupCon.temperature(0.1).withDenominator(SupCon.Denominator.ONLY_NEGATIVES);

    Loops.close(sample.value(backend, DCL), sample.value(backend, negatives), "loss");
  }

  @OnBothEngines
  void is_ln_of_the_negatives_when_all_embeddings_are_equal(Backend backend) {
    var equal = Sample.random(2, 4, 6, 1).map(number -> 0.3);

    assertThat(equal.value(backend, DCL)).isCloseTo(Math.log(6), within(1e-5));
  }

  @OnBothEngines
  void a_single_image_is_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(2, 1, 3, 1).value(backend, DCL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("DCL", "2 or more images", "got 2 of 1");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> Dcl.temperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> DCL.withSigma(0)).hasMessageContainingAll("sigma", "above 0");
  }

  @Test
  void prints_as_the_java_that_makes_it_and_its_card_tells_the_forms_apart() {
    var weighted = DCL.withWeights(Dcl.Weights.DETACHED);

    assertThat(weighted).hasToString("Dcl.temperature(0.1).withWeights(Dcl.Weights.DETACHED)");
    assertThat(weighted.card().title()).isEqualTo("DCLW");
    assertThat(weighted.card().formula()).contains("sigma");
    assertThat(DCL.card().formula()).doesNotContain("sigma");
  }
}
