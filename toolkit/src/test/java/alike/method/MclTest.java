package alike.method;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import alike.loss.NtXent;
import alike.model.ConvNet;
import alike.model.Encoder;
import alike.model.KMeans;
import alike.model.Projection;
import alike.model.State;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MclTest {

  private static final int SIDE = 12;
  private static final int BATCH = 6;
  private static final ImageSet IMAGES = TinyImages.grey(48, SIDE, 1);
  private static final Augment AUGMENT = Augment.simClr(SIDE);
  private static final SimClr BASE =
      SimClr.loss(NtXent.temperature(0.5)).withHead(Projection.plain(5));
  private static final Mcl METHOD = Mcl.stages(3).of(BASE).clusters(3);

  private static StagedLearner start(Mcl method, Backend backend) {
    return (StagedLearner)
        method.start(new Method.Start(ConvNet.widths(4), backend, 5, IMAGES, AUGMENT, BATCH));
  }

  private static Moment moment(int epoch) {
    return new Moment(epoch, 6, epoch * 8L, 48);
  }

  private static double loss(Learner learner, int epoch) {
    var backend = learner.encoder().backend();
    var random = new SplittableRandom(2);
    var pixels = new float[2 * BATCH * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    try (var manager = backend.open();
        var scope = new NDScope();
        var tape = backend.record()) {
      scope.suppressNotUsedWarning();
      var shape = new Shape(2 * BATCH, 1, SIDE, SIDE);
      var indices = IntStream.range(0, BATCH).toArray();
      NDArray loss =
          learner.loss(
              Views.of(manager.create(pixels, shape), 2, indices, new int[BATCH], moment(epoch)));
      tape.backward(loss);
      return loss.getFloat();
    }
  }

  @OnBothEngines
  void stages_take_turns_and_only_one_learns(Backend backend) {
    try (var learner = start(METHOD, backend);
        var encoder = learner.encoder()) {
      assertThat(learner.networks().keySet())
          .containsExactly(
              "stage0.encoder",
              "stage0.head",
              "stage1.encoder",
              "stage1.head",
              "stage2.encoder",
              "stage2.head");
      for (int epoch = 0; epoch < 6; epoch++) {
        learner.before(moment(epoch));

        int stage = epoch / 2;
        assertThat(learner.figures()).containsEntry("stage", (double) stage);
        for (int other = 0; other < 3; other++) {
          assertThat(learner.pace("stage" + other + ".head", moment(epoch)))
              .isEqualTo(other == stage ? Learner.Pace.SCHEDULED : Learner.Pace.FROZEN);
        }
      }
      assertThat(encoder.width()).isEqualTo(12);
    }
  }

  /** The groups, computed apart from the method: k-means of the unit rows of each stage. */
  @OnBothEngines
  void groups_are_the_clusters_of_all_earlier_stages(Backend backend) {
    try (var learner = start(METHOD, backend);
        var encoder = learner.encoder()) {
      assertThat(learner.groups()).containsOnly(0);
      int[] first = clusters(learner, 0);
      int[] second = clusters(learner, 1);
      IntStream.range(0, 3).forEach(epoch -> learner.before(moment(epoch)));
      assertThat(learner.groups()).isEqualTo(numbered(first, new int[first.length]));
      IntStream.range(3, 5).forEach(epoch -> learner.before(moment(epoch)));
      assertThat(learner.groups()).isEqualTo(numbered(first, second));

      for (int[] batch : learner.plan(moment(4), 2).orElseThrow()) {
        assertThat(Arrays.stream(batch).map(i -> learner.groups()[i]).distinct().count())
            .isEqualTo(1);
      }
      assertThat(encoder.width()).isEqualTo(12);
    }
  }

  private static int[] clusters(StagedLearner learner, int stage) {
    var network = requireNonNull(learner.networks().get("stage" + stage + ".encoder"));
    var rows = new Encoder("", network, AUGMENT).embed(IMAGES).unit();
    long seed = SplitMix64.of(5, 78, stage).nextLong();
    return KMeans.clusters(3).seed(seed).of(rows).assignment();
  }

  private static int[] numbered(int[] first, int[] second) {
    var seen = new java.util.ArrayList<Integer>();
    return IntStream.range(0, first.length)
        .map(
            i -> {
              int both = first[i] * 100 + second[i];
              if (!seen.contains(both)) {
                seen.add(both);
              }
              return seen.indexOf(both);
            })
        .toArray();
  }

  @OnBothEngines
  void the_representation_is_that_of_the_stages_so_far_each_of_length_one(Backend backend) {
    int before = Census.of(backend);
    try (var learner = start(METHOD, backend);
        var encoder = new Encoder("", learner.encoder(), AUGMENT)) {
      assertThat(lengths(encoder)).containsExactly(new double[] {1, 0, 0}, within(1e-5));
      IntStream.range(0, 3).forEach(epoch -> learner.before(moment(epoch)));
      assertThat(lengths(encoder)).containsExactly(new double[] {1, 1, 0}, within(1e-5));
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  /** Returns the length of each stage's part of the first image's representation. */
  private static double[] lengths(Encoder encoder) {
    var rows = encoder.embed(IMAGES);
    return IntStream.range(0, 3)
        .mapToDouble(
            stage ->
                Math.sqrt(
                    IntStream.range(4 * stage, 4 * stage + 4)
                        .mapToDouble(column -> rows.get(0, column))
                        .map(value -> value * value)
                        .sum()))
        .toArray();
  }

  @OnBothEngines
  void what_was_saved_goes_on_with_the_same_groups_and_losses(Backend backend) {
    try (var one = start(METHOD, backend);
        var encoder = one.encoder();
        var other = start(METHOD, backend);
        var otherEncoder = other.encoder();
        var state = State.on(backend)) {
      IntStream.range(0, 4).forEach(epoch -> one.before(moment(epoch)));
      one.networks().forEach((name, network) -> state.part(name).put("values", network));
      one.save(state.part("method"));

      other.networks().forEach((name, network) -> state.part(name).into("values", network));
      other.load(state.part("method"));
      one.before(moment(4));
      other.before(moment(4));

      assertThat(other.groups()).isEqualTo(one.groups());
      assertThat(loss(other, 4)).isEqualTo(loss(one, 4));
      assertThat(encoder.width()).isEqualTo(otherEncoder.width());
    }
  }

  @OnBothEngines
  void a_stage_whose_views_find_each_other_no_better_hands_over(Backend backend) {
    try (var learner = start(METHOD.patience(1), backend);
        var encoder = learner.encoder()) {
      // nothing is learned between the epochs but the views are others: stage 1 ends in time
      IntStream.range(0, 3).forEach(epoch -> learner.before(moment(epoch)));
      assertThat(learner.figures()).containsEntry("stage", 1.0);
      learner.before(moment(3));
      learner.before(moment(4));

      assertThat(learner.figures()).containsEntry("stage", 2.0);
      assertThat(encoder.width()).isEqualTo(12);
    }
  }

  @Test
  void views_find_each_other_where_the_diagonal_is_largest() {
    assertThat(Pairing.found(new float[] {3, 1, 2, 5, 4, 1, 0, 0, 1}, 3))
        .isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void a_method_without_negatives_of_the_batch_is_refused_by_name() {
    var supervised = SupConMethod.loss(NtXent.temperature(0.5));

    assertThatThrownBy(() -> Mcl.stages(2).of(supervised))
        .hasMessageContainingAll("SupConMethod", "negatives of the batch");
    assertThatThrownBy(() -> Mcl.stages(1)).hasMessageContaining("stages");
  }

  @Test
  void it_prints_as_the_java_that_makes_it() {
    assertThat(METHOD.byLastStageOnly().patience(2))
        .hasToString(
            "Mcl.stages(3).of(SimClr.loss(NtXent.temperature(0.5)).withHead(Projection.plain(5))).clusters(3).byLastStageOnly().patience(2)");
  }
}
