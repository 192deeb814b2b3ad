package alike.optimize;

import alike.check.Require;

/**
 * Linear warm-up from 0, then a line down to an end value, set at every step.
 *
 * <p>{@code k/W} while k &lt; W, then {@code 1 − (1 − e)(k − W)/(K − W)}, with k the finished
 * steps, W the warm-up, K all steps and e the end value; e = 1 is a constant learning rate after a
 * warm-up. The very first step counts as half a step of warm-up, since at 0 it would be wasted.
 *
 * @param warmup how long the learning rate rises
 * @param end e, the share of the learning rate that is left at the end, [0, 1]; default 0
 */
public record Line(Span warmup, double end) implements Schedule {

  /** Checks the end value. */
  public Line {
    Require.within("end", 0, 1, end);
  }

  /** Returns a line down to 0 after a warm-up over this part of all steps, [0, 1). */
  public static Line warmup(double part) {
    return new Line(Span.part(part), 0);
  }

  /** Returns a line down to 0 after a warm-up of some epochs, 0 or more. */
  public static Line warmupEpochs(double epochs) {
    return new Line(Span.epochs(epochs), 0);
  }

  /** Returns the same schedule down to another share of the learning rate, [0, 1]. */
  public Line to(double value) {
    return new Line(warmup, value);
  }

  @Override
  public Line over(int epochs) {
    return new Line(warmup.over(epochs), end);
  }

  @Override
  public double factor(long step, long steps) {
    return warmup.rise(step, steps) * (1 - (1 - end) * warmup.beyond(step, steps));
  }

  @Override
  public String toString() {
    return "Line." + warmup.warmup() + (end == 0 ? "" : ".to(" + end + ")");
  }
}
