package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.model.ConvNet;
import alike.train.Progress.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A run that is taken up again. */
class ResumeTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path store;

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

  /** Trains until a step and returns the folder of the run. */
  private Path stopped(Pretrain pretrain, long step) {
    var kept = pretrain.store(store.resolve("stopped at " + step));
    try (var run = kept.listener(interruptingAt(step)).fit(Small.IMAGES)) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(run.progress().step()).isEqualTo(step);
      return run.folder().orElseThrow();
    }
  }

  @OnBothEngines
  void goes_on_bit_for_bit_from_any_step(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    Stored.all()
        .forEach(
            (name, settings) -> {
              var pretrain = settings.monitor(Stored.learning());
              Path whole;
              try (var run = pretrain.store(store.resolve(name)).fit(Small.IMAGES)) {
                whole = run.folder().orElseThrow();
              }
              for (long step : List.of(1L, 4L, 6L, 8L)) {
                var folder = stopped(settings.monitor(Stored.learning()), step);
                var again = settings.monitor(Stored.learning());

                try (var run = Pretrain.resume(folder, again).fit(Small.IMAGES)) {
                  assertThat(run.progress().state()).isEqualTo(State.FINISHED);
                  assertThat(run.progress().note()).isEmpty();
                  assertThat(run.metrics().rowCount()).isEqualTo(2);
                }
                assertThat(Stored.figures(folder)).isEqualTo(Stored.figures(whole));
                assertThat(Stored.arrays(folder, 8))
                    .as("%s, stopped after step %d", name, step)
                    .isEqualTo(Stored.arrays(whole, 8));
              }
            });
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void settings_come_from_the_store_and_more_epochs_may_follow(Backend backend) {
    Engines.use(backend.name());
    var folder = stopped(Small.pretrain(), 5);

    try (var run = Pretrain.resume(folder).epochs(4).fit(Small.IMAGES)) {
      assertThat(run.id()).isEqualTo(folder.getFileName().toString());
      assertThat(run.progress().step()).isEqualTo(16);
      assertThat(run.progress().epochs()).isEqualTo(4);
      assertThat(run.series().series("loss").size()).isEqualTo(16);
      assertThat(run.recipe()).isEqualTo(Small.pretrain().epochs(4).toString());
    }
    try (var run = Pretrain.resume(folder).fit(Small.IMAGES)) {
      assertThat(run.progress().state()).isEqualTo(State.FINISHED);
      assertThat(run.progress().step()).as("nothing is left to do").isEqualTo(16);
    }
  }

  @OnBothEngines
  void a_damaged_checkpoint_is_told_and_the_one_before_is_taken(Backend backend)
      throws IOException {
    Engines.use(backend.name());
    var pretrain = Small.pretrain().checkpoint(3);
    Path whole;
    try (var run = pretrain.store(store.resolve("whole")).fit(Small.IMAGES)) {
      whole = run.folder().orElseThrow();
    }
    for (var damage : Damage.values()) {
      var folder = stopped(pretrain, 7);
      assertThat(Stored.steps(folder)).containsExactly(4L, 6L, 7L);
      damage.to(folder.resolve("checkpoints/7"));
      damage.to(folder.resolve("checkpoints/6"));

      try (var run = Pretrain.resume(folder).fit(Small.IMAGES)) {
        assertThat(run.progress().state()).isEqualTo(State.FINISHED);
        assertThat(run.progress().note())
            .as("%s", damage)
            .contains("Checkpoint 7 of", "Checkpoint 6 of", "damaged");
      }
      assertThat(Stored.figures(folder)).isEqualTo(Stored.figures(whole));
      assertThat(Stored.arrays(folder, 8)).isEqualTo(Stored.arrays(whole, 8));
      RealDisk.HERE.delete(store.resolve("stopped at 7"));
    }
  }

  /** What may happen to files. */
  private enum Damage {
    CUT {
      @Override
      void to(Path checkpoint) throws IOException {
        var file = checkpoint.resolve("arrays.safetensors");
        RealDisk.HERE.cut(file, Files.size(file) - 4);
      }
    },
    FLIPPED {
      @Override
      void to(Path checkpoint) throws IOException {
        var file = checkpoint.resolve("arrays.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        var unused = Files.write(file, bytes);
      }
    },
    MISSING {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.delete(checkpoint.resolve("arrays.safetensors"));
      }
    },
    MANIFEST_EDITED {
      @Override
      void to(Path checkpoint) throws IOException {
        var file = checkpoint.resolve("manifest.json");
        var text = Files.readString(file);
        var unused = Files.writeString(file, text.replace("\"epoch\" : 1", "\"epoch\" : 0"));
      }
    },
    MANIFEST_CUT {
      @Override
      void to(Path checkpoint) throws IOException {
        RealDisk.HERE.cut(checkpoint.resolve("manifest.json"), 40);
      }
    },
    EMPTY {
      @Override
      void to(Path checkpoint) throws IOException {
        RealDisk.HERE.delete(checkpoint);
        RealDisk.HERE.folder(checkpoint);
      }
    };

    abstract void to(Path checkpoint) throws IOException;
  }

  @OnBothEngines
  void figures_that_were_changed_are_told_and_training_goes_on(Backend backend) throws IOException {
    Engines.use(backend.name());
    var folder = stopped(Small.pretrain(), 6);
    var file = folder.resolve("metrics.jsonl");
    var text = Files.readString(file);
    var unused = Files.writeString(file, "{\"step\":1,\"lo\n" + text.substring(text.indexOf('\n')));

    try (var run = Pretrain.resume(folder).fit(Small.IMAGES)) {
      assertThat(run.progress().note()).contains("figures", "lost");
      assertThat(run.progress().state()).isEqualTo(State.FINISHED);
      assertThat(run.series().series("loss").size()).as("all but the first").isEqualTo(7);
      assertThat(Files.readAllLines(file)).hasSize(8);
    }
    try (var run = Run.open(folder)) {
      assertThat(run.series().series("loss").size()).isEqualTo(7);
    }
  }

  @OnBothEngines
  void without_a_checkpoint_it_begins_anew(Backend backend) throws IOException {
    Engines.use(backend.name());
    var folder = stopped(Small.pretrain(), 3);
    RealDisk.HERE.delete(folder.resolve("checkpoints/3"));

    try (var run = Pretrain.resume(folder).fit(Small.IMAGES)) {
      assertThat(run.progress().step()).isEqualTo(8);
      assertThat(run.progress().note()).contains("begins anew");
      assertThat(run.series().series("loss").size()).isEqualTo(8);
    }
  }

  @OnBothEngines
  void other_images_and_other_settings_are_refused(Backend backend) {
    Engines.use(backend.name());
    var folder = stopped(Small.pretrain(), 3);
    int before = Census.of(backend);

    assertThatThrownBy(() -> Pretrain.resume(folder).fit(TinyImages.grey(64, 12, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("other images", "tiny");
    assertThatThrownBy(() -> Pretrain.resume(folder).batch(8).fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other settings");
    assertThatThrownBy(() -> Pretrain.resume(folder).store(store).fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its own folder");
    assertThatThrownBy(() -> Pretrain.resume(store))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no run");
    assertThatThrownBy(() -> Pretrain.resume(folder.resolve("..").normalize()))
        .hasMessageContaining(folder.getFileName().toString());
    assertThat(Census.of(backend)).isEqualTo(before);
    Pretrain.resume(folder).fit(Small.IMAGES).close();
  }

  @OnBothEngines
  void the_other_engine_goes_on_with_a_warning(Backend backend) {
    Engines.use(backend.name());
    var folder = stopped(Small.pretrain(), 3);
    Engines.use(backend.name().equals("MXNet") ? "PyTorch" : "MXNet");

    try (var run = Pretrain.resume(folder).fit(Small.IMAGES)) {
      assertThat(run.progress().note()).contains("engine " + backend.name(), "differ a little");
      assertThat(run.progress().step()).isEqualTo(8);
    }
  }

  @OnBothEngines
  void a_run_that_is_being_trained_is_not_taken_up(Backend backend) {
    Engines.use(backend.name());
    var refused = new AtomicReference<Throwable>();
    Listener second =
        progress -> {
          if (progress.step() == 5 && refused.get() == null) {
            var folder = Stored.runs(store).get(0);
            try {
              Pretrain.resume(folder).fit(Small.IMAGES).close();
            } catch (IllegalStateException e) {
              refused.set(e);
            }
          }
        };

    Small.pretrain().store(store).listener(second).fit(Small.IMAGES).close();

    assertThat(refused.get()).hasMessageContaining("is being trained now");
  }

  @OnBothEngines
  void code_of_ones_own_is_given_again(Backend backend) {
    Engines.use(backend.name());
    var own = Small.pretrain().encoder(() -> ConvNet.widths(4, 8).create());
    var folder = stopped(own, 3);

    assertThatThrownBy(() -> Pretrain.resume(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("lambda", "Pretrain.resume(folder, settings)");
    try (var run = Pretrain.resume(folder, own.store(store)).fit(Small.IMAGES);
        var opened = Run.open(folder, own)) {
      assertThat(run.progress().step()).isEqualTo(8);
      assertThat(opened.encoder().embed(Small.IMAGES).values())
          .containsExactly(run.encoder().embed(Small.IMAGES).values());
    }
  }

  @OnBothEngines
  void monitors_that_are_not_given_again_are_missed(Backend backend) {
    Engines.use(backend.name());
    var folder = stopped(Small.pretrain().monitor(encoder -> Map.of("m", 1.0)), 3);

    try (var run = Pretrain.resume(folder).fit(Small.IMAGES)) {
      assertThat(run.progress().note()).contains("Add monitors again");
    }
  }

  @OnBothEngines
  void an_early_stop_stays_where_it_was(Backend backend) {
    Engines.use(backend.name());
    var values = new ArrayList<>(List.of(0.5, 0.7, 0.6, 0.7, 0.9, 1.0));
    Monitor monitor = encoder -> Map.of("m", values.remove(0));
    var pretrain =
        Small.pretrain()
            .epochs(6)
            .monitor(monitor)
            .earlyStop(EarlyStop.on("m").patience(2))
            .store(store);

    try (var run = pretrain.fit(Small.IMAGES)) {
      assertThat(run.progress().epoch()).isEqualTo(4);
      assertThat(run.progress().state()).isEqualTo(State.FINISHED);
      assertThat(run.progress().note()).contains("m was best after epoch 2", "2 epochs");
    }
    var folder = Stored.runs(store).get(0);
    try (var run = Pretrain.resume(folder).monitor(monitor).fit(Small.IMAGES)) {
      assertThat(run.progress().epoch()).isEqualTo(4);
    }
    try (var run = Run.open(folder)) {
      assertThat(run.progress().state()).isEqualTo(State.FINISHED);
      assertThat(run.recipe()).contains("EarlyStop.on(\"m\").patience(2)");
    }
  }
}
