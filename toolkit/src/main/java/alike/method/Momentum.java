package alike.method;

import alike.check.Require;

/**
 * How slowly a teacher follows: m of {@code ξ ← mξ + (1 − m)θ} at each step of a run.
 *
 * <p>{@code m(k) = m₁ − (m₁ − m₀)(cos(πk/K) + 1)/2} at step k of K. Published values are for runs
 * of many thousand steps; in a short one the teacher would hardly leave its random start. With
 * renewals m₀ is at most {@code 1 − renewals/K}, so that the teacher is renewed that often.
 *
 * @param from m₀, [0, 1]
 * @param to m₁, [m₀, 1]; equal to m₀ it is a constant
 * @param renewals how often at least the teacher is renewed, 0 or more; 0 leaves m₀ as it is
 * @see <a href="https://arxiv.org/abs/2006.07733">Grill et al. 2020, section 3.2</a>
 */
public record Momentum(double from, double to, int renewals) {

  /** Checks the range. */
  public Momentum {
    Require.probability("momentum", from);
    Require.within("the momentum at the end", from, 1, to);
    Require.atLeast("renewals", 0, renewals);
  }

  /** Returns the same m at all steps, [0, 1]; 0 copies. */
  public static Momentum constant(double value) {
    return new Momentum(value, value, 0);
  }

  /** Returns an m that rises from a value in [0, 1] to 1 by half a cosine. */
  public static Momentum cosine(double from) {
    return new Momentum(from, 1, 0);
  }

  /** Returns a copy that rises to another value, at least where it starts and at most 1. */
  public Momentum to(double value) {
    return new Momentum(from, value, renewals);
  }

  /** Returns a copy that starts lower in short runs: the teacher is renewed this often at least. */
  public Momentum renewals(int value) {
    return new Momentum(from, to, value);
  }

  /**
   * Returns m at a step.
   *
   * @param step 0 … steps
   * @param steps of the run, 1 or more
   */
  public double at(long step, long steps) {
    double start = renewals == 0 ? from : Math.max(0, Math.min(from, 1 - (double) renewals / steps));
    if (from == to) {
      return start;
    }
    return to - (to - start) * (Math.cos(Math.PI * step / steps) + 1) / 2;
  }

  @Override
  public String toString() {
    var code = new StringBuilder("Momentum.");
    if (from == to) {
      code.append("constant(%s)".formatted(from));
    } else {
      code.append("cosine(%s)%s".formatted(from, to == 1 ? "" : ".to(%s)".formatted(to)));
    }
    return code.append(renewals == 0 ? "" : ".renewals(%d)".formatted(renewals)).toString();
  }
}
