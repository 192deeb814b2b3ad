package alike.train;

import alike.optimize.Optimizer;
import alike.optimize.AdamW;
import alike.optimize.Cosine;
import alike.augment.Augment;
import alike.check.Require;
import alike.data.ImageSet;
import alike.engine.Engines;
import alike.loss.NtXent;
import alike.method.Method;
import alike.method.SimClr;
import alike.model.Architecture;
import alike.model.ConvNet;
import alike.model.SettingsJson;
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

  private Pretrain(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Returns a training by a method, with the small conv net, AdamW at 1e-3 with a cosine, 10 epochs
   * of batches of 256, seed 0, and the SimCLR views for the images' size.
   */
  public static Pretrain with(Method method) {
    return new Pretrain(standard(method));
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
        0,
        List.of(),
        List.of());
  }

  /**
   * Reads a training; a setting that is left out has its default, the method must be there.
   *
   * @param json for example what {@link #toJson} returned
   * @throws IllegalArgumentException if it is no training, naming what is wrong and what is known
   */
  public static Pretrain fromJson(String json) {
    var any = standard(SimClr.loss(NtXent.temperature(0.5)));
    return new Pretrain(any.read(SettingsJson.tree(json)));
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

  private Pretrain with(Consumer<Recipe.Draft> change) {
    var draft = new Recipe.Draft(recipe);
    change.accept(draft);
    return new Pretrain(draft.recipe());
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
    return new Training(recipe, images, Engines.current()).run();
  }

  @Override
  public String toString() {
    return recipe.toString();
  }
}
