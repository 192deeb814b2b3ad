package alike.train;

import alike.optimize.Optimizer;
import alike.augment.Augment;
import alike.method.Method;
import alike.model.Architecture;
import alike.model.SettingsJson;
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
    long seed,
    List<Monitor> monitors,
    List<Listener> listeners) {

  private static final SettingsJson JSON =
      SettingsJson.of("alike.method", "alike.model", "alike.optimize", "alike.train");

  /** What watches and listens holds data and displays: it is not written. */
  private static final Set<String> UNWRITTEN = Set.of("monitors", "listeners");

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
      seed = recipe.seed;
      monitors = recipe.monitors;
      listeners = recipe.listeners;
    }

    Recipe recipe() {
      return new Recipe(
          method, encoder, augment, optimizer, epochs, batch, chunk, seed, monitors, listeners);
    }
  }
}
