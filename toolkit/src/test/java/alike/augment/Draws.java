package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;

import alike.data.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Draws a step many times, and looks at how the numbers fall. */
final class Draws {

  static final int COUNT = 10_000;

  private Draws() {}

  /** Returns COUNT draws for images of 40 × 50. */
  static <T extends Op> List<T> of(Step step, Class<T> kind, long seed) {
    return IntStream.range(0, COUNT)
        .mapToObj(i -> kind.cast(step.draw(SplitMix64.of(seed, i), 40, 50)))
        .toList();
  }

  /**
   * Numbers lie between the ends, reach near both, have the mean in the middle (4 standard
   * deviations), and no share of them is off by more than 0.0195 (Kolmogorov-Smirnov at 0.001).
   */
  static void areEven(double[] values, double low, double high) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    double range = high - low;
    assertThat(sorted[0]).isBetween(low, low + range * 20 / count);
    assertThat(sorted[count - 1]).isBetween(high - range * 20 / count, high);
    double mean = Arrays.stream(sorted).average().orElseThrow();
    assertThat(Math.abs(mean - (low + high) / 2)).isLessThan(4 * range / Math.sqrt(12.0 * count));
    double worst = 0;
    for (int i = 0; i < count; i++) {
      double share = (sorted[i] - low) / range;
      worst = Math.max(worst, Math.max(share - i / (double) count, (i + 1.0) / count - share));
    }
    assertThat(worst).isLessThan(1.95 / Math.sqrt(count));
  }

  /** Whole numbers 0 … counts.length - 1 came about equally often (5 standard deviations). */
  static void areEquallyFrequent(int[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    for (int count : counts) {
      assertThat(Math.abs(count - expected)).isLessThan(5 * Math.sqrt(expected));
    }
  }
}
