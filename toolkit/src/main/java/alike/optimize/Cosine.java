package alike.optimize;

/**
 * Linear warm-up from 0, then half a cosine down to 0, set at every step.
 *
 * <p>{@code k/W} while k &lt; W, then {@code ½(1 + cos(π (k − W)/(K − W)))}, with k the finished
 * steps, W the warm-up and K all steps. The very first step counts as half a step of warm-up, since
 * at 0 it would be wasted.
 *
 * @param warmup the part of all steps that warms up, [0, 1)
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2016</a>
 */
public record Cosine(double warmup) implements Schedule {

  /** Checks the warm-up. */
  public Cosine {
    if (!(warmup >= 0 && warmup < 1)) {
      throw new IllegalArgumentException(
          "warmup must lie in [0, 1), got %s: it is the part of all steps, not their number."
              .formatted(warmup));
    }
  }

  /** Returns a cosine after a warm-up over this part of all steps. */
  public static Cosine warmup(double part) {
    return new Cosine(part);
  }

  @Override
  public double factor(long step, long steps) {
    double warm = warmup * steps;
    if (step < warm) {
      return Math.min(1, Math.max(step, 0.5) / warm);
    }
    return 0.5 * (1 + Math.cos(Math.PI * (step - warm) / (steps - warm)));
  }

  @Override
  public String toString() {
    return "Cosine.warmup(" + warmup + ")";
  }
}
