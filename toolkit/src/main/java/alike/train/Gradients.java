package alike.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Scalars;
import alike.method.Embedding;
import alike.method.Learner;
import alike.method.Moment;
import alike.method.Views;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The gradients of a step, left with the parameters: the mean over the step's batches. */
final class Gradients {

  private final Learner learner;
  private final Recipe recipe;
  private final ImageSet images;
  private final Backend backend;
  private final List<NDArray> weights;
  private int batches;
  private double losses;

  Gradients(
      Learner learner,
      Recipe recipe,
      ImageSet images,
      Backend backend,
      List<Parameter> parameters) {
    this.learner = learner;
    this.recipe = recipe;
    this.images = images;
    this.backend = backend;
    this.weights = parameters.stream().map(Parameter::getArray).toList();
  }

  /**
   * Adds a batch.
   *
   * @return the batch's loss; if it is not finite the gradients are good for nothing
   */
  double add(Feed.Portion batch, Moment moment) {
    var loss = new double[1];
    Runnable work = () -> loss[0] = loss(batch, moment);
    if (batches++ == 0) {
      work.run();
    } else {
      backend.adding(weights, work);
    }
    losses += loss[0];
    return loss[0];
  }

  /** Returns whether the step has all its batches. */
  boolean whole() {
    return batches == recipe.accumulated();
  }

  /** Returns the mean loss of the step and begins the next. */
  double taken() {
    double mean = losses / batches;
    batches = 0;
    losses = 0;
    return mean;
  }

  private double loss(Feed.Portion batch, Moment moment) {
    int[] indices = batch.indices();
    int[] labels = Arrays.stream(indices).map(images::label).toArray();
    int views = batch.views() * labels.length;
    if (learner instanceof Embedding embedding && recipe.chunk() > 0 && recipe.chunk() < views) {
      var cached = new CachedGradients(embedding, backend, recipe.chunk(), recipe.accumulated());
      return cached.loss(batch, labels, moment);
    }
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var given = new Views(batch.crops(manager), indices, labels, moment, Map.of());
      try (var tape = backend.record()) {
        var loss = learner.loss(given);
        tape.backward(share(loss, recipe.accumulated()));
        return Scalars.value(loss);
      }
    }
  }

  /** Returns one batch's part of the mean over some. */
  static NDArray share(NDArray loss, int batches) {
    return batches == 1 ? loss : Scalars.over(loss, batches);
  }
}
