package alike.optimize;

import alike.check.Require;

/**
 * Linear warm-up from 0, then half a cosine down to an end value, set at every step.
 *
 * <p>{@code k/W} while k &lt; W, then {@code e + (1 − e)·½(1 + cos(π (k − W)/(K − W)))}, with k the
 * finished steps, W the warm-up, K all steps and e the end value. The very first step counts as
 * half a step of warm-up, since at 0 it would be wasted.
 *
 * @param warmup how long the learning rate rises
 * @param end e, the share of the learning rate that is left at the end, [0, 1]; default 0
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2016</a>
 */
public record Cosine(Span warmup, double end) implements Schedule {

  /** Checks the end value. */
  public Cosine {
    Require.within("end", 0, 1, end);
  }

  /** Returns a cosine down to 0 after a warm-up over this part of all steps, [0, 1). */
  public static Cosine warmup(double part) {
    return new Cosine(Span.part(part), 0);
  }

  /** Returns a cosine down to 0 after a warm-up of some epochs, 0 or more. */
  public static Cosine warmupEpochs(double epochs) {
    return new Cosine(Span.epochs(epochs), 0);
  }

  /** Returns the same schedule down to another share of the learning rate, [0, 1]. */
  public Cosine to(double value) {
    return new Cosine(warmup, value);
  }

  @Override
  public Cosine over(int epochs) {
    return new Cosine(warmup.over(epochs), end);
  }

  @Override
  public double factor(long step, long steps) {
    double fall = 0.5 * (1 + Math.cos(Math.PI * warmup.beyond(step, steps)));
    return warmup.rise(step, steps) * (end + (1 - end) * fall);
  }

  @Override
  public String toString() {
    return "Cosine." + warmup.warmup() + (end == 0 ? "" : ".to(" + end + ")");
  }
}
