package alike.train;

import alike.augment.Augment;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.model.SettingsJson;
import alike.show.Provenance;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** What {@code run.json} says: settings, data, engine, versions. */
final class RunAbout {

  private RunAbout() {}

  static ObjectNode of(Recipe recipe, TrainedOn trained, Augment augment, Backend backend) {
    var about = SettingsJson.object().put("format", 1);
    describe(about, recipe);
    try {
      about.set("augment", SettingsJson.tree(augment.toJson()));
    } catch (IllegalArgumentException e) {
      about.put("augment", augment.toString());
    }
    recipe.from().ifPresent(from -> about.put("from", from.toString()));
    about.put("seed", recipe.seed());
    var images = trained.images();
    var data = about.putObject("data").put("name", images.name()).put("images", images.size());
    data.put("height", images.height()).put("width", images.width());
    data.put("channels", images.channels()).put("classes", images.classNames().size());
    data.put("fingerprint", trained.fingerprint());
    about.set("started", place(backend));
    about.putArray("resumed");
    return about;
  }

  /** Writes the settings, which may have changed since the run was started. */
  static void describe(ObjectNode about, Recipe recipe) {
    about.put("java", recipe.toString());
    try {
      about.set("recipe", recipe.json());
    } catch (IllegalArgumentException e) {
      about.putNull("recipe").put("unwritable", e.getMessage());
    }
    var monitors = about.putArray("monitors");
    recipe.monitors().forEach(monitor -> monitors.add(monitor.toString()));
  }

  /** Returns when and on what a training runs. */
  static ObjectNode place(Backend backend) {
    var place = SettingsJson.object();
    place.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    place.put("engine", backend.name()).put("version", backend.version());
    place.put("device", backend.device().toString()).put("threads", Engines.threads());
    Provenance.here().facts().forEach(place::put); // Java and, where there is one, the commit
    return place;
  }

  /**
   * Checks whether a run can go on here.
   *
   * @param warn hears of what may change the figures
   * @throws IllegalArgumentException if the images are others
   */
  static void check(
      JsonNode about, Recipe recipe, TrainedOn trained, Backend backend, Consumer<String> warn) {
    var data = about.path("data");
    if (!data.path("fingerprint").asText().equals(trained.fingerprint())) {
      throw new IllegalArgumentException(
          "The run was trained on %s (%d images), got other images: %s. Give the same ones, or start a new run from its weights: Pretrain.with(…).from(run)."
              .formatted(data.path("name").asText(), data.path("images").asInt(), trained));
    }
    var then = about.path("started");
    var now = place(backend);
    for (var name : new String[] {"engine", "version", "device", "threads"}) {
      if (!then.path(name).asText().equals(now.path(name).asText())) {
        warn.accept(
            "The run was started with %s %s and goes on with %s: its figures will differ a little from those of a run without a break."
                .formatted(name, then.path(name).asText(), now.path(name).asText()));
      }
    }
    if (about.path("monitors").size() != recipe.monitors().size()) {
      warn.accept(
          "The run was started with the monitors %s and goes on with %s. Add monitors again: they are not stored."
              .formatted(about.path("monitors"), recipe.monitors()));
    }
  }
}
