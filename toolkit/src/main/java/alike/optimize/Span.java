package alike.optimize;

import alike.check.Require;

/**
 * A stretch of a training, from its start.
 *
 * @param length 0 or more; as a part of all steps below 1
 * @param unit what the length counts
 */
public record Span(double length, Unit unit) {

  /** What a length counts. */
  public enum Unit {
    /** All steps of the training are 1. */
    PART,
    /** Passes over the data. */
    EPOCHS
  }

  /** Checks the length. */
  public Span {
    if (unit == Unit.PART && !(length >= 0 && length < 1)) {
      throw new IllegalArgumentException(
          "%s must lie in [0, 1), got %s: it is the part of all steps, not their number."
              .formatted("warmup", length));
    }
    Require.notNegative("epochs", length);
  }

  /** Returns a part of all steps, [0, 1). */
  public static Span part(double length) {
    return new Span(length, Unit.PART);
  }

  /** Returns some epochs, 0 or more; 0.5 is half of one. */
  public static Span epochs(double length) {
    return new Span(length, Unit.EPOCHS);
  }

  /**
   * Returns this stretch as a part of all steps.
   *
   * @param epochs of the whole training
   * @throws IllegalArgumentException if the training is not longer
   */
  Span over(int epochs) {
    if (unit == Unit.PART) {
      return this;
    }
    if (length >= epochs) {
      throw new IllegalArgumentException(
          "The learning rate's schedule counts %s epochs, but there are only %d in all. Train for more, or give a part of all steps."
              .formatted(length, epochs));
    }
    return part(length / epochs);
  }

  /** Returns how many of all steps this is, which may be a fraction. */
  double of(long steps) {
    if (unit == Unit.EPOCHS) {
      throw new IllegalStateException(
          "This schedule counts in epochs, and how many there are is not known here. Call"
              + " over(epochs) first, or give parts of all steps.");
    }
    return length * steps;
  }

  /**
   * Returns what a learning rate that rises in a line from 0 over this stretch is multiplied by.
   */
  double rise(long step, long steps) {
    double warm = of(steps);
    return step < warm ? Math.min(1, Math.max(step, 0.5) / warm) : 1;
  }

  /** Returns how far a step lies between the end of this stretch and that of all steps, [0, 1). */
  double beyond(long step, long steps) {
    double warm = of(steps);
    return step < warm ? 0 : (step - warm) / (steps - warm);
  }

  /** Returns the Java of a warm-up of this length, {@code warmup(0.1)}. */
  String warmup() {
    return (unit == Unit.PART ? "warmup(" : "warmupEpochs(") + length + ")";
  }
}
