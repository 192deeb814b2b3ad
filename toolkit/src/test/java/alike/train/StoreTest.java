package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.Loss;
import alike.loss.NtXent;
import alike.method.SimClr;
import alike.method.SupConMethod;
import alike.model.SettingsJson;
import alike.optimize.AdamW;
import alike.show.Provenance;
import alike.train.Progress.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves on the disk, and what happens when the disk fails. */
class StoreTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path store;

  @OnBothEngines
  void a_run_says_what_it_is(Backend backend) throws IOException {
    Engines.use(backend.name());

    try (var run = Small.pretrain().store(store).fit(Small.IMAGES)) {
      var folder = run.folder().orElseThrow();
      var about = SettingsJson.tree(Files.readString(folder.resolve("run.json")));

      assertThat(folder).isEqualTo(store.resolve(run.id()));
      assertThat(about.path("java").asText()).isEqualTo(run.recipe());
      assertThat(Pretrain.fromJson(about.path("recipe").toString()))
          .hasToString(Small.pretrain().toString());
      assertThat(about.path("seed").asInt()).isEqualTo(3);
      assertThat(about.path("data").path("fingerprint").asText())
          .isEqualTo(Small.IMAGES.fingerprint());
      assertThat(about.path("started").path("engine").asText()).isEqualTo(backend.name());
      assertThat(about.path("started").path("version").asText()).isEqualTo(backend.version());
      assertThat(about.path("started").path("threads").asInt()).isEqualTo(Engines.threads());
      assertThat(about.path("started").path("java").asText())
          .isEqualTo(Runtime.version().toString());
      assertThat(about.path("started").path("git commit").isMissingNode())
          .isEqualTo(!Provenance.here().facts().containsKey("git commit"));
      var lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
      assertThat(lines).hasSize(10);
      assertThat(lines.get(0)).startsWith("{\"step\":1,\"loss\":");
      assertThat(Stored.steps(folder)).containsExactly(4L, 8L);
      try (var all = Files.walk(store)) {
        assertThat(all.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.startsWith(".half") || name.startsWith(".old"));
      }
    }
  }

  @OnBothEngines
  void a_stored_run_is_opened_with_encoder_and_figures(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    var monitored = Small.pretrain().monitor(encoder -> Map.of("m", 2.0)).store(store);
    try (var run = monitored.fit(Small.IMAGES);
        var opened = Run.open(run.folder().orElseThrow())) {
      assertThat(opened.id()).isEqualTo(run.id());
      assertThat(opened.recipe()).isEqualTo(run.recipe());
      assertThat(opened.metrics().print()).isEqualTo(run.metrics().print());
      assertThat(opened.progress().state()).isEqualTo(State.FINISHED);
      assertThat(opened.progress().steps()).isEqualTo(8);
      assertThat(opened.encoder().embed(Small.IMAGES).values())
          .containsExactly(run.encoder().embed(Small.IMAGES).values());
      assertThat(opened.chart("loss", "m")).isNotNull();
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void the_last_and_the_best_checkpoints_stay(Backend backend) {
    Engines.use(backend.name());
    var values = new ArrayList<>(List.of(0.1, 0.8, 0.3, Double.NaN, 0.8, 0.2, 0.1));
    var pretrain =
        Small.pretrain()
            .epochs(7)
            .monitor(encoder -> Map.of("m", values.remove(0)))
            .store(store)
            .keepLast(2)
            .keepBest("m");

    try (var run = pretrain.fit(Small.IMAGES)) {
      var folder = run.folder().orElseThrow();
      assertThat(Stored.steps(folder)).containsExactly(8L, 24L, 28L);
      try (var best = Run.openBest(folder, "m")) {
        assertThat(best.progress().step()).isEqualTo(8);
        assertThat(best.last("m")).contains(0.8);
      }
      assertThatThrownBy(() -> Run.openBest(folder, "knn"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"knn\"");
    }
  }

  @OnBothEngines
  void training_starts_from_the_weights_of_a_stored_run_or_a_file(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    var file = store.resolve("encoder.safetensors");
    try (var run = Small.pretrain().store(store).fit(Small.IMAGES)) {
      run.encoder().save(file);
      var still = Small.pretrain().seed(9).optimizer(AdamW.rate(1e-12)).epochs(1);
      var name = run.encoder().weights().names().get(0);
      float[] wanted = run.encoder().weights().numbers(name);
      for (var warm :
          List.of(still.from(run), still.from(run.folder().orElseThrow()), still.from(file))) {
        assertThat(warm.toString()).contains("// from the weights of");
        try (var next = warm.fit(Small.IMAGES)) {
          float[] found = next.encoder().weights().numbers(name);
          assertThat(found).containsExactly(wanted, org.assertj.core.api.Assertions.within(1e-6f));
        }
      }
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  /** A disk on which everything fails from one of its tasks on, for a while. */
  private static final class Failing implements Disk {
    private final int from;
    private final int to;
    private int task;

    Failing(int from, int to) {
      this.from = from;
      this.to = to;
    }

    private void next(boolean half, Path file) throws IOException {
      int now = task++;
      if (now >= from && now < to) {
        if (half) {
          RealDisk.HERE.append(file, new byte[] {'{', '"', 'x'}); // what fits is written
        }
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void folder(Path folder) throws IOException {
      next(false, folder);
      RealDisk.HERE.folder(folder);
    }

    @Override
    public void write(Path file, Content content) throws IOException {
      next(true, file);
      RealDisk.HERE.write(file, content);
    }

    @Override
    public void append(Path file, byte[] bytes) throws IOException {
      next(true, file);
      RealDisk.HERE.append(file, bytes);
    }

    @Override
    public void cut(Path file, long length) throws IOException {
      next(false, file);
      RealDisk.HERE.cut(file, length);
    }

    @Override
    public void sync(Path path) throws IOException {
      next(false, path);
      RealDisk.HERE.sync(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      next(false, from);
      RealDisk.HERE.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      next(false, path);
      RealDisk.HERE.delete(path);
    }
  }

  @OnBothEngines
  void wherever_the_disk_fails_training_goes_on_and_what_is_stored_stays_readable(Backend backend)
      throws IOException {
    Engines.use(backend.name());
    Path whole;
    var pretrain = Small.pretrain().checkpoint(3).keepLast(2);
    try (var run = pretrain.store(store.resolve("whole")).fit(Small.IMAGES)) {
      whole = run.folder().orElseThrow();
    }
    int refused = 0;
    int task = 0;
    for (boolean failed = true; failed; task += 1 + task / 8) {
      var folder = store.resolve("fails at " + task);
      var disk = new Failing(task, Integer.MAX_VALUE);
      try (var run = pretrain.store(folder).disk(disk).fit(Small.IMAGES)) {
        failed = disk.task > task;
        assertThat(run.progress().state()).isEqualTo(State.FINISHED);
        assertThat(run.progress().note().contains("cannot be written now")).isEqualTo(failed);
        assertThat(Small.losses(run)).hasSize(8);
      } catch (UncheckedIOException e) {
        assertThat(e).hasMessageContaining("written");
        refused++;
        continue;
      }
      var stored = Stored.runs(folder).get(0);
      try (var run = Pretrain.resume(stored).checkpoint(3).keepLast(2).fit(Small.IMAGES)) {
        assertThat(run.progress().note()).doesNotContain("damaged");
      }
      assertThat(Stored.figures(stored)).as("%d", task).isEqualTo(Stored.figures(whole));
      assertThat(Stored.arrays(stored, 8)).isEqualTo(Stored.arrays(whole, 8));
    }
    assertThat(refused).as("before the first step").isBetween(3, 8);
    assertThat(task).as("tasks of a run").isGreaterThan(30);
  }

  @OnBothEngines
  void a_disk_that_has_room_again_gets_everything(Backend backend) throws IOException {
    Engines.use(backend.name());
    var notes = new ArrayList<String>();
    var pretrain =
        Small.pretrain()
            .epochs(4)
            .store(store)
            .disk(new Failing(12, 16))
            .listener(progress -> notes.add(progress.note()));

    try (var run = pretrain.fit(Small.IMAGES)) {
      var folder = run.folder().orElseThrow();
      assertThat(notes).anyMatch(note -> note.contains("cannot be written now"));
      assertThat(run.progress().note()).contains("can be written again");
      assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(20);
      try (var opened = Run.open(folder)) {
        assertThat(Small.losses(opened)).containsExactly(Small.losses(run));
      }
    }
  }

  @OnBothEngines
  void a_store_that_is_taken_away_does_not_end_the_training(Backend backend) {
    Engines.use(backend.name());
    Listener thief =
        progress -> {
          if (progress.step() == 5) {
            try {
              RealDisk.HERE.delete(store.resolve("runs"));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };

    try (var run =
        Small.pretrain().store(store.resolve("runs")).listener(thief).fit(Small.IMAGES)) {
      assertThat(run.progress().state()).isEqualTo(State.FINISHED);
      assertThat(run.progress().note()).contains("cannot be written now");
      assertThat(run.encoder().embed(Small.IMAGES).size()).isEqualTo(64);
    }
  }

  @OnBothEngines
  void a_store_that_cannot_be_made_is_refused_before_the_first_step(Backend backend)
      throws IOException {
    Engines.use(backend.name());
    var file = Files.createFile(store.resolve("file"));
    int before = Census.of(backend);
    var heard = new ArrayList<Progress>();

    assertThatThrownBy(() -> Small.pretrain().store(file).listener(heard::add).fit(Small.IMAGES))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("No run can be stored in", file.toString());
    assertThat(heard).isEmpty();
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void a_failure_names_the_last_good_checkpoint(Backend backend) {
    Engines.use(backend.name());
    var calls = new int[1];
    Loss broken =
        batch -> {
          NDArray loss = NtXent.temperature(0.5).of(batch);
          return ++calls[0] < 7 ? loss : loss.mul(Float.NaN);
        };
    var pretrain = Pretrain.with(SimClr.loss(broken)).batch(16).epochs(2).store(store);

    var failed =
        catchThrowableOfType(
            TrainingFailed.class,
            () -> pretrain.encoder(alike.model.ConvNet.widths(4, 8)).fit(Small.IMAGES));

    var good = Stored.runs(store).get(0).resolve("checkpoints").resolve("4");
    assertThat(failed)
        .hasMessageContainingAll("step 7 is NaN", "Lower the learning rate", good.toString());
    failed.run().close();
  }

  @OnBothEngines
  void weights_that_are_no_numbers_are_not_stored(Backend backend) {
    Engines.use(backend.name());
    var calls = new int[1];
    Loss exploding =
        batch -> {
          NDArray loss = NtXent.temperature(0.5).of(batch);
          return ++calls[0] == 6 ? loss.mul(1e38f).mul(1e10f).div(1e38f).div(1e10f) : loss;
        };
    var pretrain =
        Pretrain.with(SimClr.loss(exploding))
            .encoder(alike.model.ConvNet.widths(4, 8))
            .batch(16)
            .epochs(2)
            .store(store)
            .checkpoint(1);

    var failed = catchThrowableOfType(TrainingFailed.class, () -> pretrain.fit(Small.IMAGES));

    assertThat(failed).hasMessageContaining("checkpoints");
    assertThat(Stored.steps(Stored.runs(store).get(0))).last().isEqualTo(5L);
    failed.run().close();
  }

  @Test
  void losses_of_labels_need_classes() {
    var images =
        alike.data.ImageSet.of("one", 12, 12, 1, new byte[32 * 144], new int[32], List.of("only"));

    assertThatThrownBy(
            () ->
                Pretrain.with(SupConMethod.loss(alike.loss.SupCon.temperature(0.1)))
                    .encoder(alike.model.ConvNet.widths(4, 8))
                    .batch(16)
                    .fit(images))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("two or more classes", "one: 32 images");
    assertThatThrownBy(() -> Small.pretrain().cacheGradients(31).fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("cacheGradients(31)", "last part of 1");
  }
}
