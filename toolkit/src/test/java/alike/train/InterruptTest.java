package alike.train;

import static org.assertj.core.api.Assertions.assertThat;

import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.train.Progress.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A training thread that is interrupted, as by the stop button of a notebook. */
class InterruptTest {

  @AfterEach
  void forget() {
    boolean unused = Thread.interrupted();
  }

  private static Listener interruptingAt(long step) {
    return progress -> {
      if (progress.step() == step && progress.state() == State.TRAINING) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @OnBothEngines
  void training_ends_with_the_step_at_hand_and_the_run_so_far(Backend backend) {
    Engines.use(backend.name());

    try (var run = Small.pretrain().listener(interruptingAt(6)).fit(Small.IMAGES)) {
      assertThat(Thread.currentThread().isInterrupted()).as("stays interrupted").isTrue();
      assertThat(run.progress().state()).isEqualTo(State.INTERRUPTED);
      assertThat(run.progress().step()).isEqualTo(6);
      assertThat(run.progress().epoch()).isEqualTo(1);
      assertThat(run.progress().note()).contains("step 6 of 8", "kept");
      assertThat(run.series().series("loss").size()).isEqualTo(6);
      assertThat(run.metrics().rowCount()).isEqualTo(1);
      assertThat(run.encoder().embed(Small.IMAGES).size()).isEqualTo(64);
      assertThat(run.toString()).contains("interrupted after 1 of 2 epochs, 6 steps");
    }
  }

  @OnBothEngines
  void an_interrupt_from_another_thread_ends_it_too(Backend backend) throws InterruptedException {
    Engines.use(backend.name());
    var runs = new ArrayList<Run>();
    var interrupted = new ArrayList<Boolean>();
    Listener other =
        progress -> {
          if (progress.step() == 3) {
            var training = Thread.currentThread();
            var stopper = new Thread(training::interrupt);
            stopper.start();
            while (!training.isInterrupted()) {
              Thread.onSpinWait();
            }
          }
        };
    var thread =
        new Thread(
            () -> {
              runs.add(Small.pretrain().epochs(1000).listener(other).fit(Small.IMAGES));
              interrupted.add(Thread.currentThread().isInterrupted());
            });

    thread.start();
    thread.join();

    assertThat(interrupted).containsExactly(true);
    try (var run = runs.get(0)) {
      assertThat(run.progress().step()).isEqualTo(3);
      assertThat(run.encoder().embed(Small.IMAGES).size()).isEqualTo(64);
    }
  }

  @OnBothEngines
  void a_thread_interrupted_before_the_start_takes_at_most_one_step(Backend backend) {
    Engines.use(backend.name());
    Thread.currentThread().interrupt();

    try (var run = Small.pretrain().fit(Small.IMAGES)) {
      assertThat(run.progress().state()).isEqualTo(State.INTERRUPTED);
      assertThat(run.progress().step()).isLessThanOrEqualTo(1);
      assertThat(run.encoder().embed(Small.IMAGES).size()).isEqualTo(64);
      assertThat(run.metrics().rowCount()).isZero();
    }
  }

  @OnBothEngines
  void an_interrupt_at_the_last_step_is_no_finish_since_the_epoch_was_not_measured(
      Backend backend) {
    Engines.use(backend.name());
    var measured = new ArrayList<Integer>();
    var pretrain =
        Small.pretrain()
            .monitor(
                encoder -> {
                  measured.add(1);
                  return Map.of("m", 1.0);
                });

    try (var run = pretrain.listener(interruptingAt(8)).fit(Small.IMAGES)) {
      assertThat(measured).hasSize(1);
      assertThat(run.progress().epoch()).isEqualTo(1);
      assertThat(run.progress().state()).isEqualTo(State.INTERRUPTED);
    }
  }

  @OnBothEngines
  void an_interrupt_during_the_last_measure_lets_the_run_finish(Backend backend) {
    Engines.use(backend.name());
    Monitor interrupting =
        encoder -> {
          Thread.currentThread().interrupt();
          return Map.of("m", 1.0);
        };

    try (var run = Small.pretrain().epochs(1).monitor(interrupting).fit(Small.IMAGES)) {
      assertThat(run.progress().state()).isEqualTo(State.FINISHED);
      assertThat(run.last("m")).contains(1.0);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
  }

  @OnBothEngines
  void the_next_training_starts_clean_and_nothing_is_left(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    for (long step : List.of(1L, 4L, 5L)) {
      Small.pretrain().listener(interruptingAt(step)).fit(Small.IMAGES).close();
      boolean was = Thread.interrupted();

      assertThat(was).isTrue();
      assertThat(Census.of(backend)).isEqualTo(before);
    }
    try (var run = Small.pretrain().fit(Small.IMAGES)) {
      assertThat(run.progress().state()).isEqualTo(State.FINISHED);
    }
  }
}
