package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.augment.Augment;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.Swav;
import alike.method.Learner.Pace;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwavMethodTest implements MethodContract {

  private static final int PROTOTYPES = 6;
  private static final MlpHead HEAD = MlpHead.widths(9, 5).withHidden(Hidden.BIAS_NORM);

  @Override
  public SwavMethod small() {
    return SwavMethod.prototypes(PROTOTYPES)
        .withHead(HEAD)
        .withQueue(20)
        .withQueueFrom(1)
        .withFrozenEpochs(2);
  }

  @Override
  public Rehearsal.Source source() {
    return MultiCropViews::of;
  }

  @Override
  public Smoke smoke() {
    var head = MlpHead.widths(128, 32).withHidden(Hidden.BIAS_NORM);
    return Smoke.patient(SwavMethod.prototypes(60).withHead(head), 3e-3, 0.01);
  }

  private Rehearsal rehearse(Backend backend, int seed) {
    return Rehearsal.of(small(), backend, seed, source());
  }

  private static double[][] prototypes(Rehearsal training) {
    var array = training.network("prototypes").trainable().get(0).getArray();
    return Numbers.rows(array.toFloatArray(), 5);
  }

  /** Returns the scores of rows by prototypes of length 1. */
  private static double[][] scores(double[][] rows, double[][] prototypes) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(prototypes).mapToDouble(c -> Numbers.cosine(row, c)).toArray())
        .toArray(double[][]::new);
  }

  /** Returns Sinkhorn's codes in the order of the paper: columns by their sums, then rows. */
  private static double[][] codes(double[][] scores) {
    double[][] q =
        Arrays.stream(scores)
            .map(row -> Arrays.stream(row).map(s -> Math.exp(s / 0.05)).toArray())
            .toArray(double[][]::new);
    for (int pass = 0; pass < 3; pass++) {
      for (int k = 0; k < PROTOTYPES; k++) {
        double sum = Arrays.stream(Numbers.column(q, 0, q.length, k)).sum();
        for (double[] row : q) {
          row[k] /= sum;
        }
      }
      for (double[] row : q) {
        double sum = Arrays.stream(row).sum();
        Arrays.setAll(row, k -> row[k] / sum);
      }
    }
    return q;
  }

  private static double plain(double[][] rows, double[][] prototypes, List<double[]> queue) {
    double[][] scores = scores(rows, prototypes);
    double[][] before = scores(queue.toArray(double[][]::new), prototypes);
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < 2; a++) {
      var shared = new ArrayList<>(Arrays.asList(scores).subList(8 * a, 8 * a + 8));
      shared.addAll(Arrays.asList(before));
      double[][] codes = codes(shared.toArray(double[][]::new));
      for (int v = 0; v < 4; v++) {
        for (int i = 0; i < 8 && v != a; i++) {
          double[] logits = Arrays.stream(scores[8 * v + i]).map(s -> s / 0.1).toArray();
          sum -= Numbers.dot(codes[i], Numbers.logSoftmax(logits)) / 8;
        }
        pairs += v == a ? 0 : 1;
      }
    }
    return sum / pairs;
  }

  @OnBothEngines(seeds = {1, 2})
  void steps_are_the_papers_first_without_then_with_the_queue(Backend backend, int seed) {
    try (var training = rehearse(backend, seed)) {
      var queue = new ArrayList<double[]>();
      for (int step = 0; step < 5; step++) {
        double[][] rows = MultiCropViews.embeddings(training, "encoder", "head");
        // 16 rows a step into 20 places: full after the second, and counts from epoch 1, step 3, on
        var counted =
            step < 3 ? List.<double[]>of() : queue.subList(queue.size() - 20, queue.size());
        double expected = plain(rows, prototypes(training), counted);

        assertThat(training.step()).as("step %d", step).isCloseTo(expected, within(2e-4));
        for (int row = 0; row < 16; row++) {
          queue.add(Numbers.unit(rows[row]));
        }
      }
    }
  }

  @OnBothEngines
  void prototypes_stand_still_at_first_and_have_length_1_always(Backend backend) {
    try (var training = rehearse(backend, 1)) {
      double[][] start = prototypes(training);
      var unused = training.steps(6); // two epochs

      assertThat(training.learner().pace("prototypes", new Moment(1, 4, 5, 12)))
          .isEqualTo(Pace.FROZEN);
      for (int k = 0; k < PROTOTYPES; k++) {
        assertThat(prototypes(training)[k]).containsExactly(start[k], within(1e-6));
      }
      double[] losses = training.steps(2);

      assertThat(training.learner().pace("head", training.moment())).isEqualTo(Pace.SCHEDULED);
      double[][] moved = prototypes(training);
      for (int k = 0; k < PROTOTYPES; k++) {
        assertThat(moved[k]).isNotEqualTo(start[k]);
        assertThat(Numbers.dot(moved[k], moved[k])).isCloseTo(1, within(1e-5));
      }
      assertThat(losses).hasSize(2);
    }
  }

  @OnBothEngines
  void a_queue_smaller_than_a_step_and_given_scores_are_refused(Backend backend) {
    assertThatThrownBy(() -> small().withQueue(15).start(Rehearsal.start(backend, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("15", "16", "or none");
    var given = Swav.prototypes(6).withScores(Swav.Scores.GIVEN);
    assertThatThrownBy(() -> SwavMethod.loss(given)).hasMessageContaining("withScores");
  }

  @Test
  void takes_all_views_of_a_multi_crop() {
    assertThat(small().views(Augment.swav(28))).isEqualTo(Augment.swav(28).views());
    assertThat(small().views(Augment.simClr(28))).isEqualTo(2);
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(SwavMethod.prototypes(300)).hasToString("SwavMethod.loss(Swav.prototypes(300))");
    assertThat(small())
        .hasToString(
            "SwavMethod.loss(Swav.prototypes(6)).withHead(%s)".formatted(HEAD)
                + ".withFrozenEpochs(2).withQueue(20).withQueueFrom(1)");
  }
}
