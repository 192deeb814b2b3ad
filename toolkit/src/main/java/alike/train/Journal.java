package alike.train;

import alike.augment.Augment;
import alike.engine.Backend;
import alike.model.State;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a training writes down of itself: nothing without a store. A disk that fails does not end
 * the training: what cannot be written waits in memory, and every epoch tries again.
 */
final class Journal implements AutoCloseable {

  private static final Set<String> NO_FIGURES = Set.of("loss", "rate", "epoch", "seconds");

  private final Keeping keeping;
  private final Optional<RunFolder> folder;
  private final Optional<? extends Closeable> lock;
  private final List<String> warnings = new ArrayList<>();
  private Metrics metrics = new Metrics();
  private Optional<MetricsLog> log = Optional.empty();
  private Optional<Checkpoint> begun = Optional.empty();
  private Position written = Position.START;
  private boolean failing;
  private Consumer<String> warn = warnings::add;

  private Journal(Keeping keeping, Optional<RunFolder> folder) {
    this.keeping = keeping;
    this.folder = folder;
    this.lock = folder.flatMap(RunFolder::lock);
  }

  /** Starts a run: makes its folder, if there is a store. */
  static Journal start(Recipe recipe, String id, TrainedOn data, Augment augment, Backend backend) {
    var keeping = recipe.keeping();
    var folder =
        keeping
            .store()
            .map(
                store ->
                    RunFolder.create(
                        keeping.disk(), store, id, RunAbout.of(recipe, data, augment, backend)));
    var journal = new Journal(keeping, folder);
    folder.ifPresent(run -> journal.opening(run, () -> journal.create(run)));
    return journal;
  }

  /** Takes up a run where its newest sound checkpoint stands, else at its beginning. */
  static Journal resume(Recipe recipe, RunFolder run, TrainedOn data, Backend backend) {
    var about = run.about();
    var journal = new Journal(recipe.keeping(), Optional.of(run));
    journal.opening(
        run,
        () -> {
          RunAbout.check(about, recipe, data, backend, journal.warnings::add);
          journal.take(run);
          var changed = (ObjectNode) about;
          RunAbout.describe(changed, recipe);
          var place = RunAbout.place(backend).put("step", journal.position().step());
          if (changed.path("resumed") instanceof ArrayNode resumed) {
            resumed.add(place);
          }
          run.write(changed);
        });
    return journal;
  }

  /** Something with files. */
  private interface Writing {
    void run() throws IOException;
  }

  private void opening(RunFolder run, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(
          "Run %s cannot be written. Give it a folder with room that can be written."
              .formatted(run.path()),
          e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void create(RunFolder run) throws IOException {
    log(MetricsLog.create(run.disk(), run.metrics()));
  }

  private void log(MetricsLog value) {
    log = Optional.of(value);
    metrics.tell(value);
  }

  private void take(RunFolder run) throws IOException {
    begun = run.newest(warnings::add);
    run.tidy(position().step());
    if (begun.isEmpty()) {
      warnings.add("Run %s has no checkpoint yet: it begins anew.".formatted(run.id()));
      create(run);
      return;
    }
    written = position();
    MetricsLog found;
    try {
      found = MetricsLog.resume(run.disk(), run.metrics(), begun.get().metrics());
      metrics = MetricsLog.read(run.metrics(), written.step());
    } catch (IOException e) {
      warnings.add("Some figures of %s are lost: %s.".formatted(run.id(), e.getMessage()));
      metrics = MetricsLog.readable(run.metrics(), written.step());
      found = MetricsLog.replace(run.disk(), run.metrics(), metrics);
    }
    log(found);
  }

  /** Returns the folder of the run, if it has one. */
  Optional<RunFolder> folder() {
    return folder;
  }

  /** Returns the figures that the run begins with, and that it will add to. */
  Metrics metrics() {
    return metrics;
  }

  /** Returns where the run begins. */
  Position position() {
    return begun.map(Checkpoint::position).orElse(Position.START);
  }

  /** Gives a training what the checkpoint holds; tells what is to be warned of from now on. */
  void begin(Carried carried, Consumer<String> told) {
    warn = told;
    warnings.forEach(told);
    if (begun.isPresent()) {
      try (State state = begun.get().state(carried.backend())) {
        carried.load(state);
      } catch (IOException e) {
        throw new UncheckedIOException("%s cannot be read".formatted(begun.get()), e);
      }
    }
  }

  /** Writes a step's figures, and a checkpoint if one is due. */
  void step(Position at, Carried carried) {
    log.ifPresent(MetricsLog::end);
    int every = keeping.everySteps();
    if (every > 0 && at.step() % every == 0) {
      checkpoint(at, carried);
    } else if (!failing) {
      folder.ifPresent(run -> attempt(run, () -> log.orElseThrow().flush()));
    }
  }

  /** Writes a checkpoint, unless the last one stands at the same place. */
  void checkpoint(Position at, Carried carried) {
    if (folder.isEmpty() || at.equals(written)) {
      return;
    }
    var run = folder.get();
    var broken = carried.broken();
    if (!broken.isEmpty()) {
      throw new IllegalStateException(
          "After step %d the network \"%s\" holds numbers that are not finite. Lower the learning rate.%s"
              .formatted(at.step(), broken, lastGood()));
    }
    attempt(
        run,
        () -> {
          var end = log.orElseThrow().position();
          try (var state = carried.save()) {
            var target = run.checkpoint(at.step());
            Checkpoint.write(run.disk(), target, state, at, end, figures(at.step()));
          }
          written = at;
          run.keepOnly(keeping.last(), keeping.best());
        });
  }

  private Map<String, Double> figures(long step) {
    var figures = new LinkedHashMap<String, Double>();
    for (var name : metrics.names()) {
      var series = metrics.series(name);
      if (!NO_FIGURES.contains(name) && series.lastStep() == step) {
        figures.put(name, series.last());
      }
    }
    return figures;
  }

  private void attempt(RunFolder run, Writing writing) {
    boolean interrupted = Thread.interrupted(); // would break off what is written
    try {
      writing.run();
      if (failing) {
        warn.accept("Run %s can be written again.".formatted(run.id()));
      }
      failing = false;
    } catch (IOException | UncheckedIOException e) {
      if (!failing) {
        warn.accept(
            "Run %s cannot be written now (%s). Training goes on, what is stored until step %d stays, and every epoch tries again."
                .formatted(run.path(), e, written.step()));
      }
      failing = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns a sentence that names the last good checkpoint; empty without one. */
  String lastGood() {
    return folder.isEmpty() || written.step() == 0
        ? ""
        : " The last good checkpoint is %s.".formatted(folder.get().checkpoint(written.step()));
  }

  /** Returns the run's own path, if it is stored. */
  Optional<Path> path() {
    return folder.map(RunFolder::path);
  }

  @Override
  public void close() {
    lock.ifPresent(RunFolder::close);
  }
}
