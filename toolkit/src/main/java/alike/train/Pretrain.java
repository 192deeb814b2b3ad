package alike.train;

import alike.optimize.Optimizer;
import alike.optimize.AdamW;
import alike.optimize.Cosine;
import alike.augment.Augment;
import alike.check.Require;
import alike.data.ImageSet;
import alike.engine.Engines;
import alike.engine.Precision;
import alike.method.Method;
import alike.model.Architecture;
import alike.model.ConvNet;
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
    return new Pretrain(
        new Recipe(
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
            List.of(),
            List.of()));
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
   * and an encoder of this library, and makes a step on a CPU with bfloat16 up to twice as fast.
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

  Pretrain with(Consumer<Recipe.Draft> change) {
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

  Recipe recipe() {
    return recipe;
  }

  @Override
  public String toString() {
    return recipe.toString();
  }
}
