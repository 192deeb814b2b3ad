package alike.train;

import alike.engine.Engines;
import java.nio.file.Path;
import java.util.Map;

/**
 * Trains what {@link Stored#all} names, one after the other, each in a store of its own, and takes
 * up what it finds there: {@code Mortal MXNet FOLDER EPOCHS}. To be killed at any moment and
 * started again until it says that all is done. Writes a line a step.
 */
final class Mortal {

  private Mortal() {}

  /** Takes an engine, a folder and the number of epochs. */
  public static void main(String[] arguments) {
    Engines.use(arguments[0]);
    int epochs = Integer.parseInt(arguments[2]);
    Stored.all()
        .forEach((name, settings) -> train(Path.of(arguments[1], name), settings.epochs(epochs)));
    System.out.println("done");
  }

  private static void train(Path store, Pretrain settings) {
    var whole =
        settings
            .monitor(Stored.learning())
            .monitor(encoder -> Map.of("width", (double) encoder.width()))
            .listener(progress -> System.out.println("step " + progress.step()));
    var runs = store.toFile().isDirectory() ? Stored.runs(store) : java.util.List.<Path>of();
    var next = runs.isEmpty() ? whole.store(store) : Pretrain.resume(runs.get(0), whole);
    next.fit(Small.IMAGES).close();
  }
}
