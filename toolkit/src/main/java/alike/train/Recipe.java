package alike.train;

import alike.optimize.Schedule;
import alike.optimize.Optimizer;
import alike.augment.Augment;
import alike.engine.Precision;
import alike.method.Method;
import alike.model.Architecture;
import java.util.List;
import java.util.Optional;

/** All settings of a training. */
record Recipe(
    Method method,
    Architecture encoder,
    Optional<Augment> augment,
    Optimizer optimizer,
    int epochs,
    int batch,
    int chunk,
    int accumulated,
    double average,
    Precision precision,
    long seed,
    List<Monitor> monitors,
    List<Listener> listeners) {

  /** Returns how many images one step of the optimiser learns from. */
  int images() {
    return batch * accumulated;
  }

  /** Returns the learning rate before its schedule. */
  double rate() {
    return optimizer.rateFor(images());
  }

  /** Returns the learning rate's schedule, in parts of all steps. */
  Schedule schedule() {
    return optimizer.schedule().over(epochs);
  }

  @Override
  public String toString() {
    var code = new StringBuilder("Pretrain.with(%s)".formatted(method));
    code.append("%n    .encoder(%s)".formatted(encoder));
    augment.ifPresent(value -> code.append("%n    .augment(%s)".formatted(value)));
    code.append("%n    .optimizer(%s)".formatted(optimizer));
    code.append("%n    .epochs(%d).batch(%d).seed(%d)".formatted(epochs, batch, seed));
    if (chunk > 0) {
      code.append("%n    .cacheGradients(%d)".formatted(chunk));
    }
    if (accumulated > 1) {
      code.append("%n    .accumulate(%d)".formatted(accumulated));
    }
    if (average > 0) {
      code.append("%n    .average(%s)".formatted(average));
    }
    if (precision != Precision.FLOAT32) {
      code.append("%n    .precision(Precision.%s)".formatted(precision));
    }
    monitors.forEach(monitor -> code.append("%n    .monitor(%s)".formatted(monitor)));
    return code.toString();
  }

  /** A recipe being changed. */
  static final class Draft {
    private final Method method;
    Architecture encoder;
    Optional<Augment> augment;
    Optimizer optimizer;
    int epochs;
    int batch;
    int chunk;
    int accumulated;
    double average;
    Precision precision;
    long seed;
    List<Monitor> monitors;
    List<Listener> listeners;

    Draft(Recipe recipe) {
      method = recipe.method;
      encoder = recipe.encoder;
      augment = recipe.augment;
      optimizer = recipe.optimizer;
      epochs = recipe.epochs;
      batch = recipe.batch;
      chunk = recipe.chunk;
      accumulated = recipe.accumulated;
      average = recipe.average;
      precision = recipe.precision;
      seed = recipe.seed;
      monitors = recipe.monitors;
      listeners = recipe.listeners;
    }

    Recipe recipe() {
      return new Recipe(
          method,
          encoder,
          augment,
          optimizer,
          epochs,
          batch,
          chunk,
          accumulated,
          average,
          precision,
          seed,
          monitors,
          listeners);
    }
  }
}
