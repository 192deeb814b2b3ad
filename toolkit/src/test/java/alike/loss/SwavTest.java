package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwavTest implements VariantContract {

  private static final Swav SMALL = Swav.prototypes(4).withEpsilon(0.2);

  @Override
  public List<Variant> variants() {
    var given = Swav.prototypes(5).withScores(Swav.Scores.GIVEN).withEpsilon(0.5);
    var other = SMALL.withTemperature(0.3).withIterations(1).withFullSized(1);
    return List.of(
        Variant.of(SMALL, (rows, sample) -> plain(cosines(rows), sample, SMALL)),
        Variant.of(other, (rows, sample) -> plain(cosines(rows), sample, other)),
        Variant.raw(given, (rows, sample) -> plain(rows, sample, given)));
  }

  private static double[][] prototypes() {
    return Sample.random(1, 4, 5, 99).rows();
  }

  private static double[][] cosines(double[][] rows) {
    return Oracle.cosines(rows, prototypes());
  }

  private static double[][] scores(double[][] rows, Swav loss) {
    return loss.scores() == Swav.Scores.GIVEN ? rows : cosines(rows);
  }

  /**
   * Returns the loss of the scores of all rows. No gradient flows through the codes, so they are
   * those of the sample's own numbers, whatever the scores.
   */
  private static double plain(double[][] scores, Sample sample, Swav loss) {
    int n = sample.images();
    double[][] first = scores(sample.rows(), loss);
    double sum = 0;
    int terms = 0;
    for (int a = 0; a < loss.fullSized(); a++) {
      double[][] codes =
          SinkhornTest.plain(Oracle.view(first, a, n), loss.epsilon(), loss.iterations());
      for (int row = 0; row < scores.length; row++) {
        double[] logits =
            Arrays.stream(scores[row]).map(score -> score / loss.temperature()).toArray();
        for (int k = 0; k < logits.length && row / n != a; k++) {
          sum += codes[row % n][k] * Oracle.crossEntropy(logits, k);
        }
        terms += row / n == a ? 0 : 1;
      }
    }
    return sum / terms;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(3, 6, 5, seed);
  }

  @Override
  public Batch batch(Sample sample, NDArray views, NDManager owner) {
    return Batch.of(views).with(Role.PROTOTYPES, array(owner, 4, 5, 99));
  }

  private static NDArray array(NDManager manager, int rows, int width, int seed) {
    return manager.create(Sample.random(1, rows, width, seed).numbers(), new Shape(rows, width));
  }

  @Override
  public Map<String, Sample> edges() {
    var edges = VariantContract.super.edges();
    edges.put("a single image", Sample.random(2, 1, 5, 1));
    return edges;
  }

  @OnBothEngines
  void is_ln_k_where_all_scores_are_equal(Backend backend) {
    var loss = Swav.prototypes(5).withScores(Swav.Scores.GIVEN);

    double value = sample(1).map(number -> 0.2).value(backend, loss);

    assertThat(value).isCloseTo(Math.log(5), within(1e-5));
  }

  @OnBothEngines
  void a_gradient_flows_into_the_prototypes_whatever_their_lengths(Backend backend) {
    try (var manager = backend.open()) {
      var sample = sample(1);
      NDArray views = manager.create(sample.numbers(), new Shape(3, 6, 5));
      NDArray prototypes = array(manager, 4, 5, 99).mul(7);
      prototypes.setRequiresGradient(true);
      float value;
      try (var tape = backend.record()) {
        NDArray loss = SMALL.of(Batch.of(views).with(Role.PROTOTYPES, prototypes));
        tape.backward(loss);
        value = loss.getFloat();
      }

      assertThat((double) value)
          .isCloseTo(plain(cosines(sample.rows()), sample, SMALL), within(2e-5));
      assertThat(prototypes.getGradient().toFloatArray()).isNotEqualTo(new float[20]);
    }
  }

  @OnBothEngines
  void a_bank_is_shared_out_with_each_crop(Backend backend) {
    var sample = Sample.random(2, 3, 5, 1);
    var earlier = Sample.random(1, 9, 5, 7);
    Loss loss =
        batch ->
            SMALL.of(
                batch(sample, batch.views(), batch.views().getManager())
                    .with(Role.BANK, array(batch.views().getManager(), 9, 5, 7)));

    double value = sample.value(backend, loss);

    double[][] scores = cosines(sample.rows());
    double[][] bank = cosines(earlier.rows());
    double expected = 0;
    for (int view = 0; view < 2; view++) {
      double[][] all = Arrays.copyOf(Oracle.view(scores, view, 3), 12);
      System.arraycopy(bank, 0, all, 3, 9);
      double[][] codes = SinkhornTest.plain(all, 0.2, 3);
      for (int image = 0; image < 3; image++) {
        double[] other = scores[(1 - view) * 3 + image];
        double[] logits = Arrays.stream(other).map(score -> score / 0.1).toArray();
        for (int k = 0; k < 4; k++) {
          expected += codes[image][k] * Oracle.crossEntropy(logits, k) / 6;
        }
      }
    }
    assertThat(value).isCloseTo(expected, within(2e-5));
  }

  @OnBothEngines
  void too_few_views_or_other_prototypes_are_refused(Backend backend) {
    var given = Swav.prototypes(5).withScores(Swav.Scores.GIVEN);
    assertThatThrownBy(() -> Sample.random(1, 4, 5, 1).value(backend, given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2 or more views", "got 1");
    assertThatThrownBy(() -> Sample.random(2, 4, 5, 1).value(backend, given.withFullSized(3)))
        .hasMessageContainingAll("3 are full-sized", "got 2");
    assertThatThrownBy(() -> Sample.random(2, 4, 7, 1).value(backend, given))
        .hasMessageContainingAll("5 prototypes", "got 7", "Swav.prototypes(7)");
    assertThatThrownBy(() -> Sample.random(2, 4, 7, 1).value(backend, SMALL))
        .hasMessageContainingAll("SwAV", "PROTOTYPES");
  }

  @Test
  void learns_its_prototypes_unless_the_scores_are_given() {
    assertThat(Swav.prototypes(30).learned(8))
        .containsExactly(Learned.rows(Role.PROTOTYPES, 30, 8));
    assertThat(Swav.prototypes(30).withScores(Swav.Scores.GIVEN).learned(8)).isEmpty();
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> Swav.prototypes(1)).hasMessageContaining("prototypes");
    assertThatThrownBy(() -> SMALL.withTemperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> SMALL.withEpsilon(-1)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> SMALL.withIterations(0)).hasMessageContaining("iterations");
    assertThatThrownBy(() -> SMALL.withFullSized(0)).hasMessageContaining("fullSized");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Swav.standard()).hasToString("Swav.prototypes(3000)");
    assertThat(Swav.prototypes(30).withScores(Swav.Scores.GIVEN).withIterations(5))
        .hasToString("Swav.prototypes(30).withIterations(5).withScores(Swav.Scores.GIVEN)");
  }
}
