package alike.train;

import alike.model.Encoder;
import alike.show.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** What came of a training: its figures, its encoder, its settings. Owns its encoders. */
public final class Run implements AutoCloseable {

  private final String id;
  private final String recipe;
  private final Metrics metrics;
  private final Encoder encoder;
  private final Optional<Encoder> second;
  private final Progress progress;
  private final Optional<Path> folder;

  Run(
      String recipe,
      Encoder encoder,
      Optional<Encoder> second,
      Progress progress,
      Optional<Path> folder) {
    this.second = second;
    this.id = progress.run();
    this.recipe = recipe;
    this.metrics = progress.metrics();
    this.encoder = encoder;
    this.progress = progress;
    this.folder = folder;
  }

  /**
   * Opens a stored run as its newest sound checkpoint has it, its encoder on the engine in use.
   *
   * @param folder the folder of one run
   * @throws IllegalArgumentException if the folder holds no run, no checkpoint, or one whose
   *     encoder was made by code of one's own
   */
  public static Run open(Path folder) {
    return StoredRun.newest(folder, Optional.empty());
  }

  /**
   * Opens a stored run whose settings hold code of one's own.
   *
   * @param settings those that the run was started with
   */
  public static Run open(Path folder, Pretrain settings) {
    return StoredRun.newest(folder, Optional.of(settings.recipe()));
  }

  /**
   * Opens a stored run at the checkpoint with the highest value of a figure, of those that are
   * there: {@link Pretrain#keepBest} keeps it.
   */
  public static Run openBest(Path folder, String figure) {
    return StoredRun.best(folder, figure);
  }

  /** Returns the run's name: method, time of its start, seed. */
  public String id() {
    return id;
  }

  /** Returns the Java that made the run. */
  public String recipe() {
    return recipe;
  }

  /** Returns the trained encoder, in evaluation; it lives until the run is closed. */
  public Encoder encoder() {
    return encoder;
  }

  /** Returns the folder that the run is stored in, if it is stored. */
  public Optional<Path> folder() {
    return folder;
  }

  /**
   * Returns the trained encoder of the second sides, in evaluation; it lives until the run is
   * closed.
   *
   * @throws IllegalStateException if the run was not trained on pairs
   */
  public Encoder second() {
    return second.orElseThrow(
        () ->
            new IllegalStateException(
                "Run %s was trained on images alone and has no second encoder. Train on pairs, with TwoTower."
                    .formatted(id)));
  }

  /** Returns how the run ended. */
  public Progress progress() {
    return progress;
  }

  /** Returns every recorded series. */
  public Metrics series() {
    return metrics;
  }

  /** Returns the last value of a series, for example {@code knn}; empty if there is none. */
  public Optional<Double> last(String name) {
    var series = metrics.series(name);
    return series.size() == 0 ? Optional.empty() : Optional.of(series.last());
  }

  /**
   * Returns one row an epoch: its number, the steps until then, the mean of the loss over it, the
   * last learning rate and what the monitors measured.
   */
  public Table metrics() {
    return EpochTable.of(id, metrics);
  }

  /**
   * Draws series over the steps, one panel a series.
   *
   * @param names series of this run; none stands for the loss and all monitors
   * @throws IllegalArgumentException if a name is unknown
   */
  public Figure chart(String... names) {
    if (progress.step() == 0) {
      throw new IllegalStateException(
          "Run %s ended before its first step: there is nothing to draw.".formatted(id));
    }
    return RunChart.of(progress.title(), metrics, names.length == 0 ? shown() : List.of(names));
  }

  private List<String> shown() {
    var names = new ArrayList<>(metrics.names());
    names.removeAll(List.of("rate", "epoch", "seconds"));
    names.removeAll(CollapseAlarm.FIGURES);
    return names;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("Run %s: ".formatted(id));
    text.append(
        String.format(
            Locale.ROOT,
            "%s after %d of %d epochs, %d steps, %.0f s",
            progress.state().name().toLowerCase(Locale.ROOT),
            progress.epoch(),
            progress.epochs(),
            progress.step(),
            progress.seconds()));
    shown()
        .forEach(
            name ->
                last(name)
                    .ifPresent(
                        value ->
                            text.append(String.format(Locale.ROOT, ", %s %.4f", name, value))));
    return text.append("%n%s".formatted(recipe)).toString();
  }

  @Override
  public void close() {
    encoder.close();
    second.ifPresent(Encoder::close);
  }
}
