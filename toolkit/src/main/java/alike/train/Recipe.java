package alike.train;

import alike.augment.Augment;
import alike.engine.Precision;
import alike.method.Method;
import alike.model.Architecture;
import alike.model.SettingsJson;
import alike.model.Weights;
import alike.optimize.Optimizer;
import alike.optimize.Schedule;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    Optional<EarlyStop> earlyStop,
    List<Monitor> monitors,
    List<Listener> listeners,
    boolean quiet,
    Keeping keeping,
    Optional<Weights> from) {

  private static final SettingsJson JSON =
      SettingsJson.of("alike.method", "alike.model", "alike.optimize", "alike.train");

  /** What watches and listens holds data and displays; the rest is of this place. */
  private static final Set<String> UNWRITTEN =
      Set.of("monitors", "listeners", "quiet", "keeping", "from");

  /**
   * Returns the settings as JSON.
   *
   * @throws IllegalArgumentException if one of them is a lambda or of one's own making
   */
  JsonNode json() {
    return JSON.write(this, UNWRITTEN);
  }

  /** Reads settings; what is left out is as in this recipe, except for the method. */
  Recipe read(JsonNode json) {
    if (!json.has("method")) {
      throw new IllegalArgumentException(
          "This JSON is no training: %s. Give an object with a \"method\".".formatted(json));
    }
    return JSON.read(json, this, UNWRITTEN);
  }

  /** Returns what makes the encoder, with the weights that it starts from. */
  Architecture start() {
    return from.map(weights -> weights.in(encoder)).orElse(encoder);
  }

  /** Returns this recipe with all that a run may change when it is taken up again as in another. */
  Recipe freely(Recipe other) {
    var draft = new Draft(this);
    draft.epochs = other.epochs;
    draft.earlyStop = other.earlyStop;
    draft.monitors = other.monitors;
    draft.listeners = other.listeners;
    draft.quiet = other.quiet;
    draft.keeping = other.keeping;
    draft.from = other.from;
    return draft.recipe();
  }

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
    from.ifPresent(weights -> code.append("%n    // from the weights of %s".formatted(weights)));
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
    earlyStop.ifPresent(value -> code.append("%n    .earlyStop(%s)".formatted(value)));
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
    Optional<EarlyStop> earlyStop;
    List<Monitor> monitors;
    List<Listener> listeners;
    boolean quiet;
    Keeping keeping;
    Optional<Weights> from;

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
      earlyStop = recipe.earlyStop;
      monitors = recipe.monitors;
      listeners = recipe.listeners;
      quiet = recipe.quiet;
      keeping = recipe.keeping;
      from = recipe.from;
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
          earlyStop,
          monitors,
          listeners,
          quiet,
          keeping,
          from);
    }
  }
}
