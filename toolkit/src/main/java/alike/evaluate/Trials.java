package alike.evaluate;

import alike.check.Require;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/** One figure over several seeds. */
public final class Trials {

  private final double[] values;

  private Trials(double[] values) {
    this.values = values;
  }

  /** Takes the figure of each seed, one or more finite numbers. */
  public static Trials of(double... values) {
    Require.positive("the number of trials", values.length);
    for (double value : values) {
      Require.within("a figure", -Double.MAX_VALUE, Double.MAX_VALUE, value);
    }
    return new Trials(values.clone());
  }

  /** Returns how many seeds there are. */
  public int size() {
    return values.length;
  }

  /** Returns the figures in the order of the seeds. */
  public double[] values() {
    return values.clone();
  }

  /** Returns the mean. */
  public double mean() {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Returns the standard deviation with n − 1; NaN for one seed. */
  public double deviation() {
    double mean = mean();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /**
   * Returns how far the mean may be off: half of the two-sided t interval; NaN for one seed.
   *
   * @param level how surely it lies inside, above 0 and below 1; 0.95 is usual
   */
  public double margin(double level) {
    Require.within("level", Double.MIN_VALUE, Math.nextDown(1.0), level);
    if (values.length == 1) {
      return Double.NaN;
    }
    double t =
        new TDistribution(null, values.length - 1.0).inverseCumulativeProbability(0.5 + level / 2);
    return t * deviation() / Math.sqrt(values.length);
  }

  /** Compares figure by figure with others of the same seeds, two or more. */
  public PairedTrials against(Trials others) {
    return PairedTrials.of(values, others.values);
  }

  /** Returns for example "83.3 ± 0.5 (5 seeds)". */
  @Override
  public String toString() {
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    int digits = largest < 1 ? 4 : largest < 10 ? 3 : 1;
    String mean = String.format(Locale.ROOT, "%." + digits + "f", mean());
    return values.length == 1
        ? mean + " (1 seed)"
        : String.format(
            Locale.ROOT, "%s ± %." + digits + "f (%d seeds)", mean, deviation(), values.length);
  }
}
