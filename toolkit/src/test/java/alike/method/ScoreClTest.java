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
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import alike.loss.Loss;
import alike.loss.NtXent;
import alike.loss.Role;
import alike.model.ConvNet;
import alike.model.Projection;
import alike.model.State;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreClTest {

  private static final int N = 6;
  private static final int SIDE = 12;
  private static final ImageSet IMAGES = TinyImages.grey(32, SIDE, 1);
  private static final ScoreMatching QUICK = ScoreMatching.denoising(0.1).epochs(1).width(4);

  private static SimClr base(Loss loss) {
    return SimClr.loss(loss).withHead(Projection.plain(6));
  }

  private static Learner start(Method method, Backend backend) {
    var augment = Augment.simClr(SIDE);
    return method.start(new Method.Start(ConvNet.widths(3), backend, 5, IMAGES, augment, N));
  }

  private static double loss(Learner learner, long step) {
    var backend = learner.encoder().backend();
    var random = new SplittableRandom(2);
    var pixels = new float[2 * N * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian() * (1 + i % 3);
    }
    try (var manager = backend.open();
        var scope = new NDScope();
        var tape = backend.record()) {
      scope.suppressNotUsedWarning();
      var shape = new Shape(2 * N, 1, SIDE, SIDE);
      var indices = IntStream.range(0, N).toArray();
      var moment = new Moment(0, 1, step, 10);
      NDArray loss =
          learner.loss(Views.of(manager.create(pixels, shape), 2, indices, new int[N], moment));
      tape.backward(loss);
      return loss.getFloat();
    }
  }

  /** A loss that keeps the weights it was given. */
  private static Loss noting(List<float[]> seen) {
    return batch -> {
      seen.add(batch.get(Role.WEIGHTS, "the test").toFloatArray());
      return batch.views().square().sum();
    };
  }

  @OnBothEngines
  void the_weights_are_the_gaps_of_the_scores_of_both_views_over_their_mean(Backend backend) {
    var seen = new ArrayList<float[]>();
    try (var learner = start(ScoreCl.of(base(noting(seen))).score(QUICK), backend);
        var encoder = learner.encoder()) {
      learner.before(new Moment(0, 1, 0, 10));
      loss(learner, 0);

      var score = requireNonNull(learner.networks().get("score"));
      assertThat(seen.get(0)).hasSize(N);
      assertThat(mean(seen.get(0))).isCloseTo(1, within(1e-5));
      assertThat(score.width()).isEqualTo(SIDE);
      assertThat(encoder.width()).isEqualTo(3);
      assertThat(learner.figures().get("effective batch")).isBetween(1.0 / N, 1.0);
    }
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value / values.length;
    }
    return sum;
  }

  @OnBothEngines
  void with_a_mix_of_0_it_is_the_base_method(Backend backend) {
    var simClr = base(NtXent.temperature(0.5));
    var scored = ScoreCl.of(simClr).score(QUICK).weighing(Weighing.standard().mix(0));
    try (var one = start(simClr, backend);
        var encoder = one.encoder();
        var other = start(scored, backend);
        var otherEncoder = other.encoder()) {
      other.before(new Moment(0, 1, 0, 10));

      assertThat(loss(other, 0)).isCloseTo(loss(one, 0), within(1e-6));
      assertThat(encoder.width()).isEqualTo(otherEncoder.width());
    }
  }

  @OnBothEngines
  void the_optimiser_leaves_the_score_network_alone_and_it_is_trained_once(Backend backend) {
    int before = Census.of(backend);
    try (var learner = start(ScoreCl.of(base(NtXent.temperature(0.5))).score(QUICK), backend);
        var encoder = learner.encoder()) {
      var moment = new Moment(0, 1, 0, 10);
      assertThat(learner.pace("score", moment)).isEqualTo(Learner.Pace.FOLLOWING);
      assertThat(learner.pace("head", moment)).isEqualTo(Learner.Pace.SCHEDULED);
      learner.before(moment);
      float[] trained = first(learner);
      learner.before(new Moment(1, 2, 5, 10));

      assertThat(first(learner)).isEqualTo(trained);
      assertThat(encoder.width()).isEqualTo(3);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  private static float[] first(Learner learner) {
    return requireNonNull(learner.networks().get("score"))
        .trainable()
        .get(0)
        .getArray()
        .toFloatArray();
  }

  @OnBothEngines
  void what_was_saved_goes_on_with_the_same_weights(Backend backend) {
    var method = ScoreCl.of(base(NtXent.temperature(0.5))).score(QUICK);
    try (var one = start(method, backend);
        var encoder = one.encoder();
        var other = start(method, backend);
        var otherEncoder = other.encoder();
        var state = State.on(backend)) {
      one.before(new Moment(0, 1, 0, 10));
      one.networks().forEach((name, network) -> state.part(name).put("values", network));
      one.save(state.part("method"));

      other.networks().forEach((name, network) -> state.part(name).into("values", network));
      other.load(state.part("method"));
      other.before(new Moment(1, 2, 5, 10));

      assertThat(loss(other, 5)).isEqualTo(loss(one, 5));
      assertThat(encoder.width()).isEqualTo(otherEncoder.width());
    }
  }

  @Test
  void a_method_that_does_not_weigh_images_is_refused_by_name() {
    assertThatThrownBy(() -> ScoreCl.of(new Deaf()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Deaf", "SimSiam", "VicReg");
  }

  private record Deaf() implements Method {
    @Override
    public int views() {
      return 2;
    }

    @Override
    public Learner start(Start start) {
      throw new AssertionError("never started");
    }
  }

  @Test
  void it_prints_as_the_java_that_makes_it() {
    assertThat(ScoreCl.of(SimClr.loss(NtXent.temperature(0.5))))
        .hasToString("ScoreCl.of(SimClr.loss(NtXent.temperature(0.5)))");
    assertThat(
            ScoreCl.of(SimClr.loss(NtXent.temperature(0.5)))
                .score(ScoreMatching.annealed(0.1))
                .weighing(Weighing.standard().mix(0.5)))
        .hasToString(
            "ScoreCl.of(SimClr.loss(NtXent.temperature(0.5))).score(ScoreMatching.annealed(0.1)).weighing(Weighing.standard().mix(0.5))");
  }
}
