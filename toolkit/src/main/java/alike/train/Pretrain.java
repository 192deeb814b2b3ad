package alike.train;

import alike.augment.Augment;
import alike.check.Require;
import alike.data.ImagePairs;
import alike.data.ImageSet;
import alike.engine.Engines;
import alike.engine.Precision;
import alike.loss.NtXent;
import alike.method.Method;
import alike.method.SimClr;
import alike.model.Architecture;
import alike.model.ConvNet;
import alike.model.Encoder;
import alike.model.SettingsJson;
import alike.optimize.AdamW;
import alike.optimize.Cosine;
import alike.optimize.Optimizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trains an encoder: an immutable value whose settings return copies; {@link #fit} starts.
 *
 * <p>The seed decides everything: weights, order of the images, views. The same seed on the same
 * engine and number of threads gives the same figures.
 */
public final class Pretrain {

  private final Recipe recipe;
  private final Optional<Resumed> resumed;

  private Pretrain(Recipe recipe, Optional<Resumed> resumed) {
    this.recipe = recipe;
    this.resumed = resumed;
  }

  /** A run that is to go on, with the settings that it was started with. */
  private record Resumed(RunFolder folder, Recipe recipe) {}

  /**
   * Returns a training by a method, with the small conv net, AdamW at 1e-3 with a cosine, 10 epochs
   * of batches of 256, seed 0, and the SimCLR views for the images' size.
   */
  public static Pretrain with(Method method) {
    return new Pretrain(standard(method), Optional.empty());
  }

  private static Recipe standard(Method method) {
    return new Recipe(
        method,
        ConvNet.small(),
        Optional.empty(),
        AdamW.rate(1e-3).schedule(Cosine.warmup(0.1)),
        10,
        256,
        0,
        1,
        0,
        Precision.FLOAT32,
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        Keeping.NOTHING,
        Optional.empty());
  }

  /**
   * Reads a training; a setting that is left out has its default, the method must be there.
   *
   * @param json for example what {@link #toJson} returned
   * @throws IllegalArgumentException if it is no training, naming what is wrong and what is known
   */
  public static Pretrain fromJson(String json) {
    return new Pretrain(read(SettingsJson.tree(json)), Optional.empty());
  }

  static Recipe read(JsonNode json) {
    return standard(SimClr.loss(NtXent.temperature(0.5))).read(json);
  }

  /**
   * Returns the training of a stored run, to go on from its newest sound checkpoint: on the same
   * engine with as many threads it comes to the same figures, bit for bit, as without the break.
   * {@code epochs} may be raised; monitors and listeners are not stored, add them again. A run that
   * is over is returned as it is.
   *
   * @param run the folder of one run
   * @throws IllegalArgumentException if it holds no run, or one whose settings were a lambda or of
   *     one's own making
   */
  public static Pretrain resume(Path run) {
    var folder = RunFolder.open(RealDisk.HERE, run);
    return resume(folder, StoredRun.recipe(folder, folder.about()));
  }

  /**
   * Returns the training of a stored run whose settings hold code of one's own.
   *
   * @param run the folder of one run
   * @param settings those that the run was started with
   */
  public static Pretrain resume(Path run, Pretrain settings) {
    var draft = new Recipe.Draft(settings.recipe);
    draft.keeping = draft.keeping.nowhere();
    draft.from = Optional.empty();
    return resume(RunFolder.open(RealDisk.HERE, run), draft.recipe());
  }

  private static Pretrain resume(RunFolder folder, Recipe recipe) {
    return new Pretrain(recipe, Optional.of(new Resumed(folder, recipe)));
  }

  /**
   * Returns the settings as JSON, monitors and listeners left out.
   *
   * @throws IllegalArgumentException if one of them is a lambda or of one's own making, which
   *     cannot be written
   */
  public String toJson() {
    return recipe.json().toPrettyString();
  }

  /** Sets what makes the encoder; {@code () -> block} does. */
  public Pretrain encoder(Architecture value) {
    return with(draft -> draft.encoder = value);
  }

  /** Sets what makes the views. */
  public Pretrain augment(Augment value) {
    return with(draft -> draft.augment = Optional.of(value));
  }

  /** Sets how gradients change the weights. */
  public Pretrain optimizer(Optimizer value) {
    return with(draft -> draft.optimizer = value);
  }

  /** Sets the passes over the data, 1 or more. */
  public Pretrain epochs(int value) {
    int epochs = Require.positive("epochs", value);
    return with(draft -> draft.epochs = epochs);
  }

  /** Sets the images of a step, 2 or more; the last incomplete batch of an epoch is left out. */
  public Pretrain batch(int value) {
    int batch = Require.atLeast("batch", 2, value);
    return with(draft -> draft.batch = batch);
  }

  /**
   * Lets batches be far larger than memory holds activations for: the encoder sees so many views at
   * a time, the loss the embeddings of all of them. Each view is encoded twice, so a step takes
   * about a third longer; its gradient is that of the whole batch up to rounding, except that batch
   * normalisation takes its statistics from each part by itself. Off by default.
   *
   * @param views views encoded at a time, 2 or more
   * @see <a href="https://arxiv.org/abs/2101.06983">Gao et al. 2021, GradCache</a>
   */
  public Pretrain cacheGradients(int views) {
    int chunk = Require.atLeast("views encoded at a time", 2, views);
    return with(draft -> draft.chunk = chunk);
  }

  /**
   * Lets each step learn from so many batches, one after the other, at the memory of one: its
   * gradient is the mean of theirs. A loss compares the views of one batch, and batch normalisation
   * takes its statistics from one; batches that are left over at the end of an epoch are left out.
   * 1 by default.
   *
   * @param batches 1 or more
   */
  public Pretrain accumulate(int batches) {
    int accumulated = Require.positive("batches a step", batches);
    return with(draft -> draft.accumulated = accumulated);
  }

  /**
   * Keeps and evaluates a running mean of the encoder's weights over the steps in place of the last
   * ones: {@code ξ ← mξ + (1 − m)θ} after every step. Training itself is not changed. Off by
   * default.
   *
   * @param momentum m, (0, 1); the mean reaches back about 1/(1 − m) steps
   */
  public Pretrain average(double momentum) {
    Require.positive("momentum of the average", momentum);
    Require.within("momentum of the average", 0, Math.nextDown(1.0), momentum);
    return with(draft -> draft.average = momentum);
  }

  /**
   * Sets how finely the encoder computes while it is trained; heads, loss and optimiser, and the
   * encoder in evaluation, compute in float32. {@link Precision#BFLOAT16} needs the engine PyTorch
   * and an encoder of this library.
   */
  public Pretrain precision(Precision value) {
    return with(draft -> draft.precision = value);
  }

  /** Sets what decides weights, order and views. */
  public Pretrain seed(long value) {
    return with(draft -> draft.seed = value);
  }

  /** Adds a measure taken after every epoch. */
  public Pretrain monitor(Monitor value) {
    return with(draft -> draft.monitors = append(draft.monitors, value));
  }

  /** Adds a listener beside the one that shows the progress. */
  public Pretrain listener(Listener value) {
    return with(draft -> draft.listeners = append(draft.listeners, value));
  }

  /** Shows no progress, for one of many trainings; listeners that were added hear of it still. */
  public Pretrain quiet() {
    return with(draft -> draft.quiet = true);
  }

  /** Ends the training before its last epoch when a figure gets no better. */
  public Pretrain earlyStop(EarlyStop value) {
    return with(draft -> draft.earlyStop = Optional.of(value));
  }

  /**
   * Starts the encoder from the weights of a run, copied now, instead of random ones.
   *
   * @param run one of the same encoder and number of channels
   */
  public Pretrain from(Run run) {
    return from(run.encoder());
  }

  /** Starts the encoder from the weights of another of its architecture, copied now. */
  public Pretrain from(Encoder encoder) {
    var weights = encoder.weights();
    return with(draft -> draft.from = Optional.of(weights));
  }

  /** Starts the encoder from a stored run's folder or from a file of {@link Encoder#save}. */
  public Pretrain from(Path path) {
    if (Files.isDirectory(path)) {
      try (var run = Run.open(path)) {
        return from(run);
      }
    }
    try (var encoder = Encoder.load(path)) {
      return from(encoder);
    }
  }

  /**
   * Keeps the run on the disk: its settings, its figures after every step, a checkpoint after every
   * epoch. Whatever happens to the process, {@link #resume} goes on from the last one.
   *
   * @param runs the folder of all runs; each has a folder in it, named by its id
   */
  public Pretrain store(Path runs) {
    return with(draft -> draft.keeping = draft.keeping.store(runs));
  }

  /** Writes a checkpoint within epochs too, every so many steps, 1 or more. */
  public Pretrain checkpoint(int everySteps) {
    int steps = Require.positive("everySteps", everySteps);
    return with(draft -> draft.keeping = draft.keeping.everySteps(steps));
  }

  /** Sets how many of the newest checkpoints stay, 2 or more; default 3. */
  public Pretrain keepLast(int count) {
    int last = Require.atLeast("checkpoints that stay", 2, count);
    return with(draft -> draft.keeping = draft.keeping.last(last));
  }

  /** Keeps the checkpoint with the highest value of a monitor's figure as well. */
  public Pretrain keepBest(String figure) {
    return with(draft -> draft.keeping = draft.keeping.best(figure));
  }

  /** Lets something else do the writing. */
  Pretrain disk(Disk value) {
    return with(draft -> draft.keeping = draft.keeping.disk(value));
  }

  Pretrain with(Consumer<Recipe.Draft> change) {
    var draft = new Recipe.Draft(recipe);
    change.accept(draft);
    return new Pretrain(draft.recipe(), resumed);
  }

  private static <T> List<T> append(List<T> list, T value) {
    return Stream.concat(list.stream(), Stream.of(value)).toList();
  }

  /**
   * Trains on images with the engine in use and returns what came of it. An interrupt of the thread
   * ends it after the step at hand: the run so far is returned and the thread stays interrupted.
   *
   * @throws IllegalArgumentException before the first step, if data and settings do not fit
   * @throws TrainingFailed if it cannot go on; the run so far is in it
   */
  public Run fit(ImageSet images) {
    return new Training(recipe, images, Engines.current(), folder()).run();
  }

  private Optional<RunFolder> folder() {
    resumed.ifPresent(this::requireSame);
    return resumed.map(run -> new RunFolder(recipe.keeping().disk(), run.folder.path()));
  }

  private void requireSame(Resumed run) {
    if (!recipe.equals(run.recipe.freely(recipe))) {
      throw new IllegalArgumentException(
          "Run %s was started with other settings than%n%s%nIts epochs, monitors, listeners, early stop and keeping may change when it goes on; for the rest start a new run from its weights: Pretrain.with(…).from(path)."
              .formatted(run.folder.id(), recipe));
    }
    if (recipe.from().isPresent() || recipe.keeping().store().isPresent()) {
      throw new IllegalArgumentException(
          "Run %s goes on in its own folder, from its own weights. Leave out store and from."
              .formatted(run.folder.id()));
    }
  }

  Recipe recipe() {
    return recipe;
  }

  /**
   * Trains on pairs of images likewise; for methods of two towers.
   *
   * @throws IllegalArgumentException before the first step, if data and settings do not fit
   * @throws TrainingFailed if it cannot go on; the run so far is in it
   */
  public Run fit(ImagePairs pairs) {
    return new Training(recipe, pairs, Engines.current(), folder()).run();
  }

  @Override
  public String toString() {
    return recipe.toString();
  }
}
