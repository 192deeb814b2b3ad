package alike.evaluate;

import alike.check.Require;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Erf;

/** Two methods over the same seeds: whether their difference is more than chance. */
public final class PairedTrials {

  private static final int EXACT = 50; // differences up to which all signs are counted

  private final double[] differences;

  private PairedTrials(double[] differences) {
    this.differences = differences;
  }

  /**
   * Takes the figures of both.
   *
   * @param left figures of one method, two or more
   * @param right figures of the other for the same seeds, in the same order
   */
  public static PairedTrials of(double[] left, double[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "Both need a figure for each seed, got %d and %d. Run both with the same seeds."
              .formatted(left.length, right.length));
    }
    Require.atLeast("the number of seeds", 2, left.length);
    var differences = new double[left.length];
    Arrays.setAll(differences, i -> left[i] - right[i]);
    return new PairedTrials(Trials.of(differences).values());
  }

  /** Returns left less right, seed by seed. */
  public Trials difference() {
    return Trials.of(differences);
  }

  /** Returns {@code t = mean / (sd/√n)} of the differences; NaN if all are 0. */
  public double t() {
    var trials = difference();
    return trials.mean() / (trials.deviation() / Math.sqrt(trials.size()));
  }

  /**
   * Returns the two-sided p of the paired t-test with n − 1 degrees of freedom: how likely a mean
   * difference of this size is if there is none. 1 if all differences are 0.
   */
  public double tTest() {
    double t = t();
    if (Double.isNaN(t)) {
      return 1;
    }
    return 2
        * new TDistribution(null, differences.length - 1.0).cumulativeProbability(-Math.abs(t));
  }

  /** Returns Wilcoxon's smaller sum of signed ranks; differences of 0 are left out. */
  public double w() {
    long[] ranks = ranks();
    return Math.min(positive(ranks), Arrays.stream(ranks).map(Math::abs).sum() - positive(ranks))
        / 2.0;
  }

  /**
   * Returns the two-sided p of Wilcoxon's signed-rank test: exact over all signs up to 50
   * differences, equal ones sharing their ranks; by the normal approximation, corrected for equal
   * ones, above. Differences of 0 are left out; 1 if all are.
   *
   * @see <a href="https://doi.org/10.2307/3001968">Wilcoxon 1945</a>
   */
  public double wilcoxon() {
    long[] ranks = ranks();
    if (ranks.length == 0) {
      return 1;
    }
    return ranks.length <= EXACT ? exact(ranks) : approximate(ranks);
  }

  /** Returns twice the rank of each difference's size, with its sign; zeros are left out. */
  private long[] ranks() {
    double[] kept = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
    var ranks = new long[kept.length];
    for (int i = 0; i < kept.length; i++) {
      long twice = 1;
      for (double other : kept) {
        int order = Double.compare(Math.abs(kept[i]), Math.abs(other));
        twice += order > 0 ? 2 : order == 0 ? 1 : 0;
      }
      ranks[i] = kept[i] > 0 ? twice : -twice;
    }
    return ranks;
  }

  private static long positive(long[] ranks) {
    return Arrays.stream(ranks).filter(rank -> rank > 0).sum();
  }

  private static double exact(long[] ranks) {
    int total = (int) Arrays.stream(ranks).map(Math::abs).sum();
    var ways = new double[total + 1]; // of signs that give each sum of positive ranks
    ways[0] = 1;
    for (long rank : ranks) {
      int size = (int) Math.abs(rank);
      for (int sum = total; sum >= size; sum--) {
        ways[sum] += ways[sum - size];
      }
    }
    long smaller = Math.min(positive(ranks), total - positive(ranks));
    double tail = 0;
    for (int sum = 0; sum <= smaller; sum++) {
      tail += ways[sum];
    }
    return Math.min(1, 2 * tail / Math.pow(2, ranks.length));
  }

  private static double approximate(long[] ranks) {
    double squares = 0;
    double total = 0;
    for (long rank : ranks) {
      squares += rank / 2.0 * (rank / 2.0);
      total += Math.abs(rank) / 2.0;
    }
    double z = (positive(ranks) / 2.0 - total / 2) / Math.sqrt(squares / 4);
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "difference %s, p = %.3g (t-test), %.3g (Wilcoxon)",
        difference(),
        tTest(),
        wilcoxon());
  }
}
