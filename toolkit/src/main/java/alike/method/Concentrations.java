package alike.method;

import java.util.Arrays;

/**
 * How wide clusters are, in the place of a temperature: {@code φ = Σᵢ dᵢ / (Z ln(Z + 10))} over a
 * cluster's Z members at distance dᵢ from its centre, then clipped to the 10th and 90th percentile
 * of all clusters and scaled so that their mean is the temperature, as released. A cluster of one
 * member or none takes the largest φ of the others. None is below a tenth of the temperature, which
 * only clusters of duplicates reach.
 *
 * @see <a href="https://arxiv.org/abs/2005.04966">Li et al. 2021, eq. 12</a>
 */
final class Concentrations {

  private static final int SMOOTHING = 10; // the paper's α

  private Concentrations() {}

  /**
   * Returns φ of each cluster.
   *
   * @param distances sums of the members' distances, one a cluster
   * @param sizes members of each cluster
   * @param temperature the mean of all φ
   */
  static double[] of(double[] distances, int[] sizes, double temperature) {
    var widths = new double[sizes.length];
    Arrays.setAll(
        widths,
        k -> sizes[k] > 1 ? distances[k] / sizes[k] / Math.log(sizes[k] + SMOOTHING) : 0);
    double largest = Arrays.stream(widths).max().orElseThrow();
    Arrays.setAll(widths, k -> sizes[k] > 1 ? widths[k] : largest);
    double[] sorted = widths.clone();
    Arrays.sort(sorted);
    double low = percentile(sorted, 0.1);
    double high = percentile(sorted, 0.9);
    Arrays.setAll(widths, k -> Math.min(high, Math.max(low, widths[k])));
    double mean = Arrays.stream(widths).average().orElseThrow();
    Arrays.setAll(
        widths,
        k -> mean == 0 ? temperature : Math.max(temperature / 10, temperature * widths[k] / mean));
    return widths;
  }

  /** Returns what lies at a part of sorted numbers, between two of them on a straight line. */
  private static double percentile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
