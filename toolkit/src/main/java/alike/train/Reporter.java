package alike.train;

import alike.model.Encoder;
import alike.train.Progress.State;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Keeps the figures of a run and tells its listeners; knows when to stop. */
final class Reporter {

  private static final Set<String> OWN = Set.of("loss", "rate", "epoch", "seconds");

  private final Recipe recipe;
  private final String run;
  private final long steps;
  private final Metrics metrics;
  private final long first; // steps that were finished before this training took the run up
  private final double earlier; // seconds of before
  private final List<Listener> listeners;
  private final List<String> warnings = new ArrayList<>();
  private final long started = System.nanoTime();
  private double trainingSeconds;
  private double evaluationSeconds;
  private long stepStarted = System.nanoTime();
  private int measured; // epochs
  private boolean collapsed;
  private int epoch;
  private long step;
  private State state = State.TRAINING;
  private String note = "";
  private Optional<String> over;

  /**
   * Goes on from where a run stands.
   *
   * @param run the run's id
   * @param metrics its figures so far
   * @param position where it stands
   */
  Reporter(Recipe recipe, long steps, String run, Metrics metrics, Position position) {
    this.recipe = recipe;
    this.steps = steps;
    this.run = run;
    this.metrics = metrics;
    this.epoch = position.epoch();
    this.step = position.step();
    this.first = position.step();
    var seconds = metrics.series("seconds");
    this.earlier = seconds.size() == 0 ? 0 : seconds.last();
    this.listeners = new ArrayList<>(recipe.listeners());
    this.over = recipe.earlyStop().flatMap(stop -> stop.over(metrics));
  }

  /** Tells something that people should know; it stays until the next such thing. */
  void warn(String warning) {
    warnings.add(warning);
    note = warning;
    tell();
  }

  /** Returns whether all epochs are done, or those that follow would gain nothing. */
  boolean over() {
    return epoch >= recipe.epochs() || over.isPresent();
  }

  /** Tells the start. What throws from here on is told as the end of the run. */
  void start() {
    if (!recipe.quiet()) {
      listeners.add(new Guarded(display()));
    }
    tell();
  }

  /** Returns a name for a new run: method, time, seed. */
  static String id(Recipe recipe) {
    String method = recipe.method().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    return "%s-%s-%d".formatted(method.isEmpty() ? "run" : method, time, recipe.seed());
  }

  /** Returns what shows the run here: a front end's listener, else lines of text. */
  private static Listener display() {
    try {
      return ServiceLoader.load(Listener.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(Listener::applies)
          .findFirst()
          .orElseGet(TextProgress::new);
    } catch (ServiceConfigurationError | RuntimeException e) {
      System.err.printf("The display of runs cannot be loaded, they are told as text: %s%n", e);
      return new TextProgress();
    }
  }

  long step() {
    return step;
  }

  /** Returns whether the thread was asked to stop. */
  boolean stopped() {
    return Thread.currentThread().isInterrupted();
  }

  void step(double loss, double rate, Map<String, Double> figures) {
    step++;
    metrics.add("loss", step, loss);
    metrics.add("rate", step, rate);
    figures.forEach((name, value) -> metrics.add(free(name), step, value));
    long now = System.nanoTime();
    trainingSeconds += (now - stepStarted) / 1e9;
    stepStarted = now;
    tell();
  }

  void epoch(List<Monitor> monitors, Encoder encoder, CollapseAlarm alarm) {
    long from = System.nanoTime();
    if (!monitors.isEmpty()) {
      state = State.EVALUATING;
      tell();
    }
    for (var monitor : monitors) {
      new TreeMap<>(monitor.measure(encoder))
          .forEach((name, value) -> metrics.add(free(name), step, value));
    }
    alarm.measure(encoder).forEach((name, value) -> metrics.add(name, step, value));
    metrics.add("epoch", step, ++epoch);
    metrics.add("seconds", step, seconds());
    over = recipe.earlyStop().flatMap(stop -> stop.over(metrics));
    state = State.TRAINING;
    stepStarted = System.nanoTime();
    evaluationSeconds += (stepStarted - from) / 1e9;
    measured++;
    var warning = alarm.warning(metrics).filter(text -> !collapsed);
    collapsed = alarm.warning(metrics).isPresent(); // is told once
    warning.ifPresentOrElse(this::warn, this::tell);
  }

  /** Returns the name, numbered if a figure of this step or of the run itself has it already. */
  private String free(String name) {
    String found = name;
    for (int i = 2; OWN.contains(found) || metrics.series(found).lastStep() == step; i++) {
      found = name + " " + i;
    }
    return found;
  }

  /** Returns the last moment of a run that ended by itself or was interrupted. */
  Progress ended() {
    boolean interrupted = Thread.interrupted(); // listeners may write; the flag is set again below
    try {
      state = over() ? State.FINISHED : State.INTERRUPTED;
      var last =
          state == State.FINISHED
              ? over.orElse("")
              : "Stopped after step %d of %d; the run so far is kept.".formatted(step, steps);
      note = String.join(" ", Stream.concat(Stream.of(last), warnings.stream()).toList()).strip();
      return told();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Returns the last moment of a run that could not go on.
   *
   * @param kept a sentence on what is stored, or nothing
   */
  Progress failed(Throwable cause, String kept) {
    state = State.FAILED;
    String message = cause.getMessage();
    note = (message == null ? cause.toString() : message) + kept;
    var progress = now();
    for (var listener : listeners) {
      try {
        listener.on(progress);
      } catch (RuntimeException | Error e) { // perhaps the very failure that is told
        if (e != cause) {
          cause.addSuppressed(e);
        }
      }
    }
    return progress;
  }

  private void tell() {
    var unused = told();
  }

  private Progress told() {
    var progress = now();
    listeners.forEach(listener -> listener.on(progress));
    return progress;
  }

  private Progress now() {
    double pace = step == first ? 0 : (step - first) * recipe.images() / trainingSeconds;
    return new Progress(
        run,
        recipe.method().toString(),
        state,
        epoch,
        recipe.epochs(),
        step,
        steps,
        pace,
        seconds(),
        secondsLeft(),
        metrics,
        note);
  }

  private double seconds() {
    return earlier + (System.nanoTime() - started) / 1e9;
  }

  private double secondsLeft() {
    if (step == first) {
      return Double.NaN;
    }
    double perEpoch = measured == 0 ? 0 : evaluationSeconds / measured;
    return trainingSeconds / (step - first) * (steps - step) + perEpoch * (recipe.epochs() - epoch);
  }

  /** What shows a run must not end it: a display that fails says so and shows no more. */
  private static final class Guarded implements Listener {
    private final Listener display;
    private boolean failed;

    Guarded(Listener display) {
      this.display = display;
    }

    @Override
    public void on(Progress progress) {
      if (failed) {
        return;
      }
      try {
        display.on(progress);
      } catch (RuntimeException | LinkageError e) {
        failed = true;
        System.err.printf("The progress of the run is shown no more, it goes on: %s%n", e);
      }
    }
  }
}
