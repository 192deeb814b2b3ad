package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {

  private static final CrossEntropy LOSS = CrossEntropy.standard();

  private static double plain(double[][] scores, int[] labels, double... weights) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < scores.length; i++) {
      if (labels[i] >= 0) {
        sum += weights[i] * Oracle.crossEntropy(scores[i], labels[i]);
        total += weights[i];
      }
    }
    return sum / total;
  }

  @OnBothEngines(seeds = {1, 2})
  void is_the_mean_over_the_images_whose_class_is_known(Backend backend, int seed) {
    var batch = new SemiSupervised(seed, 2, -1, 0, 1, -1);

    batch.agreeByLogits(backend, LOSS, scores -> plain(scores, batch.labels(), 1, 1, 1, 1, 1));
  }

  @OnBothEngines(seeds = {1, 2})
  void smoothing_shares_a_part_of_each_target_out(Backend backend, int seed) {
    var batch = new SemiSupervised(seed, 2, -1, 0, 1, -1);

    batch.agreeByLogits(
        backend,
        LOSS.withSmoothing(0.3),
        scores -> {
          double sum = 0;
          for (int i : new int[] {0, 2, 3}) {
            for (int c = 0; c < 3; c++) {
              double target = 0.1 + (c == batch.labels()[i] ? 0.7 : 0);
              sum += target * Oracle.crossEntropy(scores[i], c);
            }
          }
          return sum / 3;
        });
  }

  @OnBothEngines
  void weighs_images(Backend backend) {
    var batch = new SemiSupervised(1, 2, -1, 0, 1, -1);
    float[] weights = {3, 5, 0, 1, 2};

    batch.agreeByLogits(
        backend,
        given -> LOSS.of(given.with(Role.WEIGHTS, given.views().getManager().create(weights))),
        scores -> plain(scores, batch.labels(), 3, 5, 0, 1, 2));
  }

  @OnBothEngines
  void a_batch_without_any_known_class_is_refused(Backend backend) {
    assertThatThrownBy(() -> new SemiSupervised(1, -1, -1, -1, -1, -1).value(backend, LOSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Cross-entropy", "no image whose class is known");
  }

  @OnBothEngines
  void what_is_missing_or_does_not_fit_is_named(Backend backend) {
    assertThatThrownBy(() -> new SemiSupervised(1, 0, 1, 2, 3, 0).value(backend, LOSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("3 classes", "label is 3");
    assertThatThrownBy(() -> Sample.random(1, 3, 2, 1).withLabels(0, 1, 0).value(backend, LOSS))
        .hasMessageContaining("LOGITS");
    assertThatThrownBy(() -> new SemiSupervised(1).value(backend, LOSS))
        .hasMessageContaining("withLabels");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(LOSS).hasToString("CrossEntropy.standard()");
    assertThat(LOSS.withSmoothing(0.1)).hasToString("CrossEntropy.standard().withSmoothing(0.1)");
    assertThatThrownBy(() -> LOSS.withSmoothing(1.5)).hasMessageContaining("smoothing");
  }
}
