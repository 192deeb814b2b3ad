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
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Keeps the figures of a run and tells its listeners; knows when to stop. */
final class Reporter {

  private static final Set<String> OWN = Set.of("loss", "rate", "epoch", "seconds");

  private final Recipe recipe;
  private final String run;
  private final long steps;
  private final Metrics metrics = new Metrics();
  private final List<Listener> listeners;
  private final long started = System.nanoTime();
  private double trainingSeconds;
  private double evaluationSeconds;
  private long stepStarted = System.nanoTime();
  private int epoch;
  private long step;
  private State state = State.TRAINING;
  private String note = "";

  Reporter(Recipe recipe, long steps) {
    this.recipe = recipe;
    this.steps = steps;
    this.run = id(recipe);
    this.listeners = new ArrayList<>(recipe.listeners());
  }

  /** Tells the start. What throws from here on is told as the end of the run. */
  void start() {
    listeners.add(new Guarded(display()));
    tell();
  }

  private static String id(Recipe recipe) {
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

  void epoch(List<Monitor> monitors, Encoder encoder) {
    long from = System.nanoTime();
    if (!monitors.isEmpty()) {
      state = State.EVALUATING;
      tell();
    }
    for (var monitor : monitors) {
      monitor.measure(encoder).forEach((name, value) -> metrics.add(free(name), step, value));
    }
    metrics.add("epoch", step, ++epoch);
    metrics.add("seconds", step, (System.nanoTime() - started) / 1e9);
    state = State.TRAINING;
    stepStarted = System.nanoTime();
    evaluationSeconds += (stepStarted - from) / 1e9;
    tell();
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
      state = epoch < recipe.epochs() ? State.INTERRUPTED : State.FINISHED;
      note =
          state == State.FINISHED
              ? ""
              : "Stopped after step %d of %d; the run so far is kept.".formatted(step, steps);
      return tell();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns the last moment of a run that could not go on. */
  Progress failed(Throwable cause) {
    state = State.FAILED;
    String message = cause.getMessage();
    note = message == null ? cause.toString() : message;
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

  private Progress tell() {
    var progress = now();
    listeners.forEach(listener -> listener.on(progress));
    return progress;
  }

  private Progress now() {
    double seconds = (System.nanoTime() - started) / 1e9;
    double pace = step == 0 ? 0 : step * recipe.images() / trainingSeconds;
    return new Progress(
        run,
        recipe.method().toString(),
        state,
        epoch,
        recipe.epochs(),
        step,
        steps,
        pace,
        seconds,
        secondsLeft(),
        metrics,
        note);
  }

  private double secondsLeft() {
    if (step == 0) {
      return Double.NaN;
    }
    double perEpoch = epoch == 0 ? 0 : evaluationSeconds / epoch;
    return trainingSeconds / step * (steps - step) + perEpoch * (recipe.epochs() - epoch);
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
