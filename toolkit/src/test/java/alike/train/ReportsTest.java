package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.model.Encoder;
import alike.train.Progress.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run tells while it goes on, and afterwards. */
class ReportsTest {

  private static Pretrain measured() {
    return Small.pretrain()
        .monitor(encoder -> Map.of("width", (double) encoder.width()))
        .monitor(encoder -> Map.of("two", 2.0));
  }

  @OnBothEngines
  void listeners_hear_start_steps_measures_epochs_and_end(Backend backend) {
    Engines.use(backend.name());
    var heard = new ArrayList<String>();
    Listener listener =
        progress ->
            heard.add("%s %d %d".formatted(progress.state(), progress.epoch(), progress.step()));

    measured().listener(listener).fit(Small.IMAGES).close();

    assertThat(heard)
        .containsExactly(
            "TRAINING 0 0",
            "TRAINING 0 1",
            "TRAINING 0 2",
            "TRAINING 0 3",
            "TRAINING 0 4",
            "EVALUATING 0 4",
            "TRAINING 1 4",
            "TRAINING 1 5",
            "TRAINING 1 6",
            "TRAINING 1 7",
            "TRAINING 1 8",
            "EVALUATING 1 8",
            "TRAINING 2 8",
            "FINISHED 2 8");
  }

  @OnBothEngines
  void a_quiet_run_prints_nothing_but_listeners_hear_of_it(Backend backend) {
    Engines.use(backend.name());
    var heard = new ArrayList<State>();
    var quiet = Small.pretrain().quiet().listener(progress -> heard.add(progress.state()));

    assertThat(printed(Small.pretrain())).contains("epoch 2/2");
    assertThat(printed(quiet)).isEmpty();
    assertThat(heard).contains(State.TRAINING).endsWith(State.FINISHED);
  }

  private static String printed(Pretrain training) {
    var out = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      training.fit(Small.IMAGES).close();
    } finally {
      System.setOut(out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @OnBothEngines
  void a_moment_tells_pace_and_time_left(Backend backend) {
    Engines.use(backend.name());
    var moments = new ArrayList<Progress>();

    Small.pretrain().listener(moments::add).fit(Small.IMAGES).close();

    assertThat(moments.get(0).imagesPerSecond()).isZero();
    assertThat(moments.get(0).secondsLeft()).isNaN();
    assertThat(moments.get(0).steps()).isEqualTo(8);
    assertThat(moments.get(0).epochs()).isEqualTo(2);
    var middle = moments.get(4);
    assertThat(middle.imagesPerSecond()).isPositive();
    assertThat(middle.secondsLeft())
        .isCloseTo(4 * 16 / middle.imagesPerSecond(), within(1e-6 + middle.secondsLeft() / 10));
    assertThat(moments.get(moments.size() - 1).secondsLeft()).isCloseTo(0, within(1e-9));
    assertThat(moments).extracting(Progress::run).containsOnly(moments.get(0).run());
  }

  @OnBothEngines
  void the_table_has_a_row_an_epoch_with_the_mean_loss_and_the_last_of_all_else(Backend backend) {
    Engines.use(backend.name());

    try (var run = measured().fit(Small.IMAGES)) {
      var table = run.metrics();

      assertThat(table.columnNames())
          .containsExactly(
              "epoch",
              "step",
              "loss",
              "rate",
              "width",
              "two",
              "sample spread",
              "sample rank",
              "seconds");
      assertThat(table.longColumn("epoch").asList()).containsExactly(1L, 2L);
      assertThat(table.longColumn("step").asList()).containsExactly(4L, 8L);
      double[] losses = Small.losses(run);
      double mean = (losses[4] + losses[5] + losses[6] + losses[7]) / 4;
      assertThat(table.doubleColumn("loss").get(1)).isCloseTo(mean, within(1e-12));
      assertThat(table.doubleColumn("rate").get(1)).isEqualTo(run.last("rate").orElseThrow());
      assertThat(table.doubleColumn("width").asList()).containsExactly(8.0, 8.0);
      assertThat(table.name()).isEqualTo(run.id());
    }
  }

  @OnBothEngines
  void a_run_draws_its_series_and_names_them_when_asked_for_others(Backend backend) {
    Engines.use(backend.name());

    try (var run = measured().fit(Small.IMAGES)) {
      assertThat(run.chart().svg()).contains("loss (nats)", "width", "two", "SimClr.loss");
      assertThat(run.chart("rate").svg()).contains("learning rate").doesNotContain("loss (nats)");
      assertThatThrownBy(() -> run.chart("loss", "knn"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("\"knn\"", "loss, rate, width, two");
    }
  }

  @OnBothEngines
  void a_run_prints_how_it_ended_its_figures_and_the_java_that_made_it(Backend backend) {
    Engines.use(backend.name());
    var pretrain = Small.pretrain().monitor(new Two());

    try (var run = pretrain.fit(Small.IMAGES)) {
      assertThat(run.toString())
          .contains(run.id(), "finished after 2 of 2 epochs, 8 steps", "two 2.0000")
          .endsWith(pretrain.toString());
      assertThat(run.recipe()).isEqualTo(pretrain.toString()).contains(".monitor(new Two())");
      assertThat(run.id()).startsWith("simclr-").endsWith("-3");
      assertThat(run.last("none")).isEmpty();
    }
  }

  private record Two() implements Monitor {
    @Override
    public Map<String, Double> measure(Encoder encoder) {
      return Map.of("two", 2.0);
    }

    @Override
    public String toString() {
      return "new Two()";
    }
  }

  @Test
  void runs_at_one_moment_have_names_of_their_own() {
    Engines.use("MXNet");
    var pretrain = Small.pretrain().epochs(1);
    try (var one = pretrain.fit(Small.IMAGES);
        var other = pretrain.fit(Small.IMAGES)) {
      assertThat(one.id()).isNotEqualTo(other.id());
    }
  }

  @Test
  void text_tells_the_start_every_epoch_and_the_end() {
    Engines.use("MXNet");
    var bytes = new ByteArrayOutputStream();
    var text = new TextProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    measured().listener(text).fit(Small.IMAGES).close();

    var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("simclr-", "SimClr.loss(NtXent.temperature(0.5))");
    assertThat(lines.get(1)).contains("training", "epoch 1/2", "step 4/8", "loss", "width 8.000");
    assertThat(lines.get(3)).contains("finished", "epoch 2/2", "step 8/8");
  }

  @Test
  void metrics_keep_names_in_order_and_values_with_their_steps() {
    var metrics = new Metrics();
    for (int step = 1; step <= 200; step++) {
      metrics.add("loss", step, 1.0 / step);
    }
    metrics.add("knn", 200, 0.5);

    assertThat(metrics.names()).isEqualTo(List.of("loss", "knn"));
    assertThat(metrics.series("loss").size()).isEqualTo(200);
    assertThat(metrics.series("loss").step(99)).isEqualTo(100);
    assertThat(metrics.series("loss").value(99)).isEqualTo(0.01);
    assertThat(metrics.series("loss").last()).isEqualTo(0.005);
    assertThat(metrics.series("none").size()).isZero();
    assertThat(metrics.series("none").last()).isNaN();
  }

  @Test
  void only_the_end_is_final() {
    assertThat(List.of(State.values()))
        .filteredOn(State::isFinal)
        .containsExactly(State.FINISHED, State.INTERRUPTED, State.FAILED);
  }

  @OnBothEngines
  void monitors_of_one_name_and_those_named_as_our_own_series_are_told_apart(Backend backend) {
    Engines.use(backend.name());
    var pretrain =
        Small.pretrain()
            .monitor(encoder -> Map.of("knn", 0.25))
            .monitor(encoder -> Map.of("knn", 0.5))
            .monitor(encoder -> Map.of("loss", 7.0));
    try (var run = pretrain.fit(Small.IMAGES)) {
      assertThat(run.last("knn")).contains(0.25);
      assertThat(run.last("knn 2")).contains(0.5);
      assertThat(run.last("loss 2")).contains(7.0);
      assertThat(run.series().series("knn").size()).isEqualTo(2);
      assertThat(run.series().series("loss").size()).isEqualTo(8);
    }
  }

  @OnBothEngines
  void a_run_without_a_step_cannot_be_drawn_and_says_so(Backend backend) {
    Engines.use(backend.name());
    Thread.currentThread().interrupt();
    try (var run = Small.pretrain().fit(Small.IMAGES)) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(run.progress().step()).isZero();
      assertThatThrownBy(() -> run.chart())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("before its first step");
    } finally {
      var unused = Thread.interrupted();
    }
  }
}
