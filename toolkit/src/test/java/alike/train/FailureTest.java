package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.Loss;
import alike.loss.NtXent;
import alike.method.SimClr;
import alike.model.ConvNet;
import alike.train.Progress.State;
import java.util.ArrayList;

/** What is left of a training that cannot go on. */
class FailureTest {

  private static TrainingFailed failure(Pretrain pretrain) {
    return catchThrowableOfType(TrainingFailed.class, () -> pretrain.fit(Small.IMAGES));
  }

  private static Pretrain with(Loss loss) {
    return Pretrain.with(SimClr.loss(loss)).encoder(ConvNet.widths(4, 8)).epochs(2).batch(16);
  }

  /** Returns a loss that behaves otherwise from its third call on. */
  private static Loss thenOtherwise(Loss otherwise) {
    var calls = new int[1];
    return batch -> {
      NDArray loss = NtXent.temperature(0.5).of(batch);
      return ++calls[0] < 3 ? loss : otherwise.of(batch);
    };
  }

  @OnBothEngines
  void a_loss_that_is_no_number_ends_it_with_a_remedy_and_the_run_so_far(Backend backend) {
    Engines.use(backend.name());

    var failed = failure(with(thenOtherwise(batch -> batch.views().sum().mul(Float.NaN))));

    assertThat(failed).hasMessageContainingAll("step 3", "NaN", "Lower the learning rate", "kept");
    try (var run = failed.run()) {
      assertThat(run.progress().state()).isEqualTo(State.FAILED);
      assertThat(run.progress().note()).contains("step 3 is NaN");
      assertThat(run.series().series("loss").size()).isEqualTo(2);
      assertThat(run.encoder().embed(Small.IMAGES).size()).isEqualTo(64);
    }
  }

  @OnBothEngines
  void a_loss_that_throws_leaves_the_run_and_the_next_training_starts(Backend backend) {
    Engines.use(backend.name());
    Loss broken =
        thenOtherwise(
            batch -> {
              throw new UnsupportedOperationException("not for these views");
            });

    var failed = failure(with(broken));

    assertThat(failed)
        .hasMessage("not for these views")
        .hasCauseInstanceOf(UnsupportedOperationException.class);
    failed.run().close();
    try (var next = Small.pretrain().fit(Small.IMAGES)) {
      assertThat(next.progress().state()).isEqualTo(State.FINISHED);
    }
  }

  @OnBothEngines
  void a_monitor_that_throws_leaves_the_epoch_that_it_followed(Backend backend) {
    Engines.use(backend.name());
    Monitor broken =
        encoder -> {
          throw new IllegalArgumentException("no such images");
        };

    var failed = failure(Small.pretrain().monitor(broken));

    assertThat(failed).hasMessage("no such images");
    try (var run = failed.run()) {
      assertThat(run.progress().step()).isEqualTo(4);
      assertThat(run.series().series("loss").size()).isEqualTo(4);
      assertThat(run.encoder().embed(Small.IMAGES).size()).isEqualTo(64);
    }
  }

  @OnBothEngines
  void an_error_is_told_without_a_message_too(Backend backend) {
    Engines.use(backend.name());
    Monitor broken =
        encoder -> {
          throw new StackOverflowError();
        };

    var failed = failure(Small.pretrain().monitor(broken));

    assertThat(failed).hasMessageContaining("StackOverflowError");
    assertThat(failed.run().progress().note()).contains("StackOverflowError");
    failed.run().close();
  }

  @OnBothEngines
  void a_listener_that_throws_ends_it_with_the_run_so_far(Backend backend) {
    Engines.use(backend.name());
    Listener broken =
        progress -> {
          if (progress.step() >= 2) {
            throw new IllegalStateException("the panel is gone");
          }
        };

    var failed = failure(Small.pretrain().listener(broken));

    assertThat(failed).hasMessage("the panel is gone");
    try (var run = failed.run()) {
      assertThat(run.series().series("loss").size()).isEqualTo(2);
      assertThat(run.progress().state()).isEqualTo(State.FAILED);
    }
  }

  @OnBothEngines
  void the_other_listeners_hear_the_end_although_one_throws(Backend backend) {
    Engines.use(backend.name());
    var heard = new ArrayList<State>();
    Listener broken =
        progress -> {
          throw new IllegalStateException("the panel is gone");
        };

    var failed =
        failure(
            Small.pretrain().listener(broken).listener(progress -> heard.add(progress.state())));

    assertThat(heard).last().isEqualTo(State.FAILED);
    failed.run().close();
  }

  @OnBothEngines
  void nothing_is_left_of_a_failed_training_whose_run_is_closed(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    Monitor monitor =
        encoder -> {
          throw new IllegalStateException("stop");
        };
    Listener listener =
        progress -> {
          throw new IllegalStateException("stop");
        };

    failure(Small.pretrain().monitor(monitor)).run().close();
    failure(Small.pretrain().listener(listener)).run().close();
    failure(with(batch -> batch.views().sum().mul(Float.NaN))).run().close();

    assertThat(Census.of(backend)).isEqualTo(before);
  }
}
