package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first two views of a sample are predictions, the further ones a teacher's projections. */
class NegativeCosineTest implements VariantContract {

  @Override
  public List<Variant> variants() {
    return List.of(
        Variant.of(NegativeCosine.simSiam(), (rows, sample) -> -cosine(rows, sample)),
        Variant.of(NegativeCosine.byol(), (rows, sample) -> 4 - 4 * cosine(rows, sample)));
  }

  /** Returns the mean cosine over the pairs of a view and another view's target. */
  private static double cosine(double[][] rows, Sample sample) {
    int n = sample.images();
    double[][] cosines = Oracle.cosines(rows);
    double sum = 0;
    int pairs = 0;
    for (int view = 0; view < 2; view++) {
      for (int target = 0; target < sample.views() - 2; target++) {
        for (int image = 0; image < n && view != target; image++) {
          sum += cosines[view * n + image][(2 + target) * n + image];
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(4, 5, 6, seed);
  }

  @Override
  public int views(Sample sample) {
    return 2;
  }

  @Override
  public Batch batch(Sample sample, NDArray views, NDManager owner) {
    return Batch.of(views).with(Role.TARGETS, targets(sample, owner));
  }

  private static NDArray targets(Sample sample, NDManager manager) {
    var all = new Shape(sample.views(), sample.images(), sample.width());
    return manager.create(sample.numbers(), all).get("2:");
  }

  @OnBothEngines(seeds = {3, 5})
  void a_view_meets_the_targets_of_all_other_views(Backend backend, int views) {
    var sample = Sample.random(views, 4, 5, 1);

    variants().forEach(variant -> agrees(backend, variant, sample));
  }

  @OnBothEngines
  void a_single_view_meets_a_single_target(Backend backend) {
    try (var manager = backend.open()) {
      NDArray views = manager.create(new float[] {3, 0, 0, 2}, new Shape(1, 2, 2));
      NDArray targets = manager.create(new float[] {1, 0, 4, 3}, new Shape(1, 2, 2));
      var batch = Batch.of(views).with(Role.TARGETS, targets);

      assertThat(NegativeCosine.simSiam().of(batch).getFloat()).isCloseTo(-0.8f, within(1e-6f));
      assertThat(NegativeCosine.byol().of(batch).getFloat()).isCloseTo(0.8f, within(1e-5f));
    }
  }

  @OnBothEngines
  void no_gradient_flows_into_the_targets(Backend backend) {
    try (var manager = backend.open()) {
      var sample = sample(1);
      NDArray views = manager.create(sample.numbers(), new Shape(4, 5, 6)).get("0:2");
      NDArray targets = manager.create(sample.numbers(), new Shape(4, 5, 6));
      targets.setRequiresGradient(true);
      views.setRequiresGradient(true);
      try (var tape = backend.record()) {
        var batch = Batch.of(views).with(Role.TARGETS, targets.get("2:"));
        tape.backward(NegativeCosine.byol().of(batch));
      }

      assertThat(targets.getGradient().toFloatArray()).containsOnly(0);
    }
  }

  @OnBothEngines
  void images_weigh_what_the_weights_say(Backend backend) {
    try (var manager = backend.open()) {
      NDArray views = manager.create(new float[] {3, 0, 0, 2}, new Shape(1, 2, 2));
      NDArray targets = manager.create(new float[] {1, 0, 4, 3}, new Shape(1, 2, 2));
      var batch =
          Batch.of(views)
              .with(Role.TARGETS, targets)
              .with(Role.WEIGHTS, manager.create(new float[] {1, 3}));

      float loss = NegativeCosine.simSiam().of(batch).getFloat();

      assertThat(loss).isCloseTo(-0.25f * 1 - 0.75f * 0.6f, within(1e-6f));
    }
  }

  @OnBothEngines
  void a_batch_without_targets_is_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(2, 3, 4, 1).value(backend, NegativeCosine.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Negative cosine", "TARGETS", "[T, N, D]");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(NegativeCosine.standard()).hasToString("NegativeCosine.simSiam()");
    assertThat(NegativeCosine.byol()).hasToString("NegativeCosine.byol()");
  }

  @Test
  void its_card_tells_the_two_forms_apart() {
    assertThat(NegativeCosine.simSiam().card().text()).contains("SimSiam", "2011.10566");
    assertThat(NegativeCosine.byol().card().text()).contains("BYOL", "2006.07733");
    assertThat(NegativeCosine.byol().card().formula()).contains("2 - 2");
  }
}
