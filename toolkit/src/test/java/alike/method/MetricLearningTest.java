package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.Loss;
import alike.loss.MaxMargin;
import alike.loss.MultiSimilarity;
import alike.loss.NPairs;
import alike.loss.ProxyAnchor;
import alike.loss.ProxyNca;
import alike.loss.Triplet;
import alike.model.MlpHead;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricLearningTest implements MethodContract {

  private static final MetricLearning STANDARD = MetricLearning.loss(Triplet.margin(0.2));

  @Override
  public MetricLearning small() {
    return MetricLearning.loss(ProxyAnchor.classes(4)).withHead(MlpHead.widths(5)).withPerClass(2);
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(MetricLearning.loss(MultiSimilarity.standard()), 10, 0.03);
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_is_the_mean_of_triplets(Backend backend, int seed) {
    var all =
        MetricLearning.loss(
                Triplet.margin(0.2)
                    .withMining(Triplet.Mining.BATCH_ALL)
                    .withReduction(Triplet.Reduction.ALL)
                    .withDistance(alike.loss.Distance.SQUARED_EUCLIDEAN))
            .withHead(MlpHead.widths(5))
            .withPerClass(2);
    try (var training = Rehearsal.of(all, backend, seed)) {
      double[] before = training.steps(2);
      double[][] rows = Numbers.embeddings(training, "encoder", "head");

      double sum = 0;
      int count = 0;
      for (int a = 0; a < 8; a++) {
        for (int p = 0; p < 8; p++) {
          for (int n = 0; n < 8; n++) {
            if (p != a && label(p) == label(a) && label(n) != label(a)) {
              double near = 2 - 2 * Numbers.cosine(rows[a], rows[p]);
              double far = 2 - 2 * Numbers.cosine(rows[a], rows[n]);
              sum += Math.max(0, near - far + 0.2);
              count++;
            }
          }
        }
      }
      assertThat(training.step()).isCloseTo(sum / count, within(1e-5));
      assertThat(before).hasSize(2);
    }
  }

  private static int label(int row) {
    return Rehearsal.IMAGES.label((row * 5 + 2 * 8) % 24); // of the third step
  }

  @OnBothEngines
  void every_loss_of_metric_learning_takes_steps(Backend backend) {
    for (Loss loss :
        new Loss[] {
          Triplet.margin(0.2), NPairs.standard(), MultiSimilarity.standard(),
          ProxyNca.classes(4), MaxMargin.standard().withBoundary(MaxMargin.Boundary.LEARNED)
        }) {
      var method = MetricLearning.loss(loss).withHead(MlpHead.widths(5)).withPerClass(2);
      try (var training = Rehearsal.of(method, backend, 1)) {
        assertThat(training.steps(3)).as(loss.toString()).doesNotContain(Double.NaN);
      }
    }
  }

  @OnBothEngines
  void batches_are_drawn_class_by_class(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 1)) {
      var plan = training.learner().plan(training.moment(), 8).orElseThrow();

      assertThat(plan).hasSize(3);
      for (int[] batch : plan) {
        for (int i = 0; i < 8; i += 2) {
          int[] pair = {Rehearsal.IMAGES.label(batch[i]), Rehearsal.IMAGES.label(batch[i + 1])};
          assertThat(Arrays.stream(pair).distinct()).hasSize(1);
        }
      }
    }
  }

  @OnBothEngines
  void what_cannot_work_is_refused_with_the_remedy(Backend backend) {
    var start = Rehearsal.start(backend, 1); // batches of 8, 4 classes

    assertThatThrownBy(() -> STANDARD.withPerClass(3).start(start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("multiple of perClass", "8 of 3", "Take a batch of 6");
    assertThatThrownBy(() -> STANDARD.withPerClass(8).start(start))
        .hasMessageContaining("two classes");
    assertThatThrownBy(() -> MetricLearning.loss(ProxyNca.classes(3)).start(start))
        .hasMessageContainingAll("3 classes", "have 4", "classes(4)");
    assertThatThrownBy(() -> STANDARD.withPerClass(1)).hasMessageContaining("perClass");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(STANDARD).hasToString("MetricLearning.loss(%s)".formatted(Triplet.margin(0.2)));
    assertThat(STANDARD.withPerClass(8).withViews(2).withHead(MlpHead.widths(5)).toString())
        .endsWith(".withHead(MlpHead.widths(5)).withPerClass(8).withViews(2)");
  }
}
