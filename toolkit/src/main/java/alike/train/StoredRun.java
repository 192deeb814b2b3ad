package alike.train;

import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.model.Encoder;
import alike.model.Network;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens a stored run to look at, not to go on. */
final class StoredRun {

  private StoredRun() {}

  static Run newest(Path path, Optional<Recipe> own) {
    var folder = RunFolder.open(RealDisk.HERE, path);
    return open(folder, folder.newest(System.err::println), own);
  }

  static Run best(Path path, String figure) {
    var folder = RunFolder.open(RealDisk.HERE, path);
    try {
      var best = folder.best(figure);
      if (best.isEmpty()) {
        throw new IllegalArgumentException(
            "No checkpoint of %s has a figure \"%s\". Name one that a monitor recorded after its epochs."
                .formatted(path, figure));
      }
      return open(folder, Optional.of(Checkpoint.sound(best.get().folder())), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(path), e);
    }
  }

  private static Run open(RunFolder folder, Optional<Checkpoint> checkpoint, Optional<Recipe> own) {
    var about = folder.about();
    var found =
        checkpoint.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Run %s has no checkpoint yet. Go on with it: Pretrain.resume."
                        .formatted(folder.path())));
    var recipe = own.orElseGet(() -> recipe(folder, about));
    var position = found.position();
    var metrics = MetricsLog.readable(folder.metrics(), position.step());
    var progress = progress(folder, recipe, about, position, metrics);
    var encoder = encoder(recipe, about, found);
    return new Run(
        about.path("java").asText(),
        encoder,
        Optional.empty(),
        progress,
        Optional.of(folder.path()));
  }

  /**
   * Returns a stored run's settings.
   *
   * @throws IllegalArgumentException if they could not be written
   */
  static Recipe recipe(RunFolder folder, JsonNode about) {
    if (!about.path("recipe").isObject()) {
      throw new IllegalArgumentException(
          "The settings of run %s are not stored: %s Give them again: Pretrain.resume(folder, settings)."
              .formatted(folder.path(), about.path("unwritable").asText()));
    }
    return Pretrain.read(about.path("recipe"));
  }

  private static Progress progress(
      RunFolder folder, Recipe recipe, JsonNode about, Position position, Metrics metrics) {
    long perEpoch = about.path("data").path("images").asLong() / recipe.images();
    var seconds = metrics.series("seconds");
    boolean done = position.epoch() >= recipe.epochs();
    var early = done ? Optional.<String>empty() : recipe.earlyStop().flatMap(s -> s.over(metrics));
    return new Progress(
        folder.id(),
        recipe.method().toString(),
        done || early.isPresent() ? Progress.State.FINISHED : Progress.State.INTERRUPTED,
        position.epoch(),
        recipe.epochs(),
        position.step(),
        recipe.epochs() * perEpoch,
        0,
        seconds.size() == 0 ? 0 : seconds.last(),
        Double.NaN,
        metrics,
        early.orElse(""));
  }

  private static Encoder encoder(Recipe recipe, JsonNode about, Checkpoint checkpoint) {
    var augment =
        recipe.augment().orElseGet(() -> Augment.fromJson(about.path("augment").toString()));
    var backend = Engines.current();
    long channels = about.path("data").path("channels").asLong();
    var input = new Shape(1, channels, augment.size(), augment.size());
    var network = Network.of(recipe.encoder(), backend, recipe.seed(), input);
    try {
      fill(network, recipe.average() > 0 ? Carried.KEPT : "encoder", checkpoint, backend);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    return new Encoder(recipe.method().toString(), network, augment);
  }

  private static void fill(Network network, String name, Checkpoint checkpoint, Backend backend) {
    try (var state = checkpoint.state(backend)) {
      var unused =
          backend.evaluating(
              () -> {
                state.part("network").into(name, network);
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(checkpoint), e);
    }
  }
}
