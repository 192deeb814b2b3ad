package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.Parameter;
import alike.augment.Augment;
import alike.augment.ViewBatches;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.method.Learner;
import alike.method.Method;
import alike.method.Moment;
import alike.optimize.AdamW;
import alike.optimize.Milestones;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a step learns from, and what a run keeps of it. */
class StepsTest {

  private static Learner learner(Recipe recipe, Backend backend) {
    var augment = Augment.simClr(Small.IMAGES);
    var start =
        new Method.Start(
            recipe.encoder(), backend, recipe.seed(), Small.IMAGES, augment, recipe.batch());
    return recipe.method().start(start);
  }

  private static List<float[]> gradients(List<Parameter> parameters) {
    var gradients = new ArrayList<float[]>();
    for (var parameter : parameters) {
      try (var gradient = parameter.getArray().getGradient()) {
        gradients.add(gradient.toFloatArray());
      }
    }
    return gradients;
  }

  private static void accumulates(Backend backend, Pretrain pretrain) {
    int batches = 3;
    var alone = pretrain.recipe();
    var together = pretrain.accumulate(batches).recipe();
    var plan = ViewBatches.shuffled(Small.IMAGES.size(), alone.batch(), alone.seed(), 0);
    var moment = new Moment(0, 1, 0, 1);
    try (var learner = learner(alone, backend);
        var feed = Feed.onThreads(alone, Small.IMAGES, Augment.simClr(Small.IMAGES))) {
      var parameters = new Rates(learner, alone).parameters();
      var arrays = parameters.stream().map(Parameter::getArray).toList();
      var single = new Gradients(learner, alone, Small.IMAGES, backend, parameters);
      var mean = new Gradients(learner, together, Small.IMAGES, backend, parameters);
      var sums = new ArrayList<double[]>();
      double losses = 0;
      int count = 0;
      for (var batch : feed.epoch(0, plan.subList(0, batches))) {
        try (batch) {
          losses += single.add(batch, moment);
          assertThat(single.whole()).isTrue();
          assertThat(single.taken()).isFinite();
        }
        var found = gradients(parameters);
        for (int i = 0; i < found.size(); i++) {
          if (count == 0) {
            sums.add(new double[found.get(i).length]);
          }
          for (int j = 0; j < found.get(i).length; j++) {
            sums.get(i)[j] += found.get(i)[j] / batches;
          }
        }
        backend.clearGradients(arrays);
        count++;
      }

      for (var batch : feed.epoch(0, plan.subList(0, batches))) {
        try (batch) {
          assertThat(mean.whole()).isFalse();
          double unused = mean.add(batch, moment);
          assertThat(unused).isFinite();
        }
      }

      assertThat(mean.whole()).isTrue();
      assertThat(mean.taken()).isCloseTo(losses / batches, within(1e-5));
      var found = gradients(parameters);
      for (int i = 0; i < found.size(); i++) {
        for (int j = 0; j < found.get(i).length; j++) {
          assertThat((double) found.get(i)[j])
              .as(parameters.get(i).getName())
              .isCloseTo(sums.get(i)[j], within(1e-5));
        }
      }
      learner.encoder().close();
    }
  }

  @OnBothEngines
  void accumulated_gradients_are_the_mean_over_the_batches(Backend backend) {
    accumulates(backend, Small.pretrain());
  }

  @OnBothEngines
  void gradients_that_are_cached_accumulate_as_well(Backend backend) {
    accumulates(backend, Small.pretrain().cacheGradients(12));
  }

  @OnBothEngines
  void an_accumulating_run_takes_whole_steps_and_leaves_nothing_behind(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    try (var run = Small.pretrain().accumulate(3).epochs(3).fit(Small.IMAGES)) {
      assertThat(run.progress().step()).isEqualTo(3); // of 4 batches an epoch one is left over
      assertThat(run.recipe()).contains(".accumulate(3)");
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @Test
  void a_step_of_more_images_than_there_are_is_refused() {
    assertThatThrownBy(() -> Small.pretrain().accumulate(5).fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("batch is 16, accumulated 5 times", "only 64 images");
    assertThatThrownBy(() -> Small.pretrain().accumulate(0)).hasMessageContaining("1 or more");
  }

  @Test
  void a_schedule_of_more_epochs_than_there_are_is_refused() {
    var schedule = Milestones.epochs(1, 2);
    var pretrain = Small.pretrain().optimizer(AdamW.rate(1).schedule(schedule)).epochs(2);

    assertThatThrownBy(() -> pretrain.fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only 2 in all");
  }

  @OnBothEngines
  void the_average_follows_the_weights_and_is_what_is_kept(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    double momentum = 0.7;
    var plain = new ArrayList<float[]>();
    var pretrain = Small.pretrain().epochs(1).batch(32); // 2 steps
    for (int steps = 0; steps <= 2; steps++) {
      plain.add(after(pretrain, steps));
    }

    float[] kept;
    var measured = new ArrayList<Double>();
    try (var run =
        pretrain
            .average(momentum)
            .monitor(
                encoder -> {
                  measured.add((double) encoder.embed(Small.IMAGES).get(0, 0));
                  return Map.of();
                })
            .fit(Small.IMAGES)) {
      kept = weights(run);
      assertThat(measured).containsExactly((double) run.encoder().embed(Small.IMAGES).get(0, 0));
      assertThat(run.recipe()).contains(".average(0.7)");
    }

    for (int i = 0; i < kept.length; i++) {
      double expected = plain.get(0)[i];
      for (int step = 1; step <= 2; step++) {
        expected = momentum * expected + (1 - momentum) * plain.get(step)[i];
      }
      assertThat((double) kept[i]).isCloseTo(expected, within(1e-6));
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @Test
  void a_momentum_of_the_average_out_of_range_is_refused() {
    assertThatThrownBy(() -> Small.pretrain().average(1)).hasMessageContaining("average");
    assertThatThrownBy(() -> Small.pretrain().average(0)).hasMessageContaining("average");
  }

  /** Returns the encoder's first weights after some steps of a training that then stops. */
  private static float[] after(Pretrain pretrain, int steps) {
    try (var run =
        pretrain
            .listener(
                progress -> {
                  if (progress.step() == steps && !progress.state().isFinal()) {
                    Thread.currentThread().interrupt();
                  }
                })
            .fit(Small.IMAGES)) {
      return weights(run);
    } finally {
      boolean unused = Thread.interrupted();
    }
  }

  private static float[] weights(Run run) {
    return run.encoder().network().trainable().get(0).getArray().toFloatArray();
  }
}
