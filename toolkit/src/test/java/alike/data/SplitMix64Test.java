package alike.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMix64Test {

  private static final int DRAWS = 100_000;

  @Test
  void gives_the_same_numbers_for_the_same_keys() {
    var a = SplitMix64.of(7, 1, 2, 3);
    var b = SplitMix64.of(7, 1, 2, 3);

    for (int i = 0; i < 100; i++) {
      assertThat(a.nextLong()).isEqualTo(b.nextLong());
    }
  }

  @Test
  void stays_what_it_is_since_runs_are_repeated_by_it() {
    assertThat(SplitMix64.of(7, 1, 2, 3).nextLong()).isEqualTo(797023172449807003L);
  }

  /** First draws of neighbouring keys, the key moving at each of the four places. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void neighbouring_keys_give_independent_even_draws(int place) {
    var draws = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      var keys = new long[] {11, 5, 0, 1};
      keys[place] += i;
      draws[i] = SplitMix64.of(keys[0], keys[1], keys[2], keys[3]).nextDouble();
    }

    assertThat(chiSquare(draws)).isBetween(30.0, 180.0); // 99 degrees of freedom: mean 99, sd 14
    assertThat(correlation(draws, 1)).isCloseTo(0, within(0.015)); // sd 0.003
    assertThat(correlation(draws, 2)).isCloseTo(0, within(0.015));
  }

  @Test
  void one_stream_is_even_and_independent() {
    var random = SplitMix64.of(3);
    var draws = IntStream.range(0, DRAWS).mapToDouble(i -> random.nextDouble()).toArray();

    assertThat(chiSquare(draws)).isBetween(30.0, 180.0);
    assertThat(correlation(draws, 1)).isCloseTo(0, within(0.015));
    assertThat(Arrays.stream(draws).average().orElseThrow()).isCloseTo(0.5, within(0.005));
  }

  @Test
  void different_keys_give_different_streams() {
    var seen = new HashSet<Long>();
    for (int epoch = 0; epoch < 20; epoch++) {
      for (int index = 0; index < 2_000; index++) {
        for (int view = 0; view < 4; view++) {
          seen.add(SplitMix64.of(1, epoch, index, view).nextLong());
        }
      }
    }

    assertThat(seen).hasSize(20 * 2_000 * 4);
    assertThat(SplitMix64.of(1, 2).nextLong()).isNotEqualTo(SplitMix64.of(1, 2, 0).nextLong());
    assertThat(SplitMix64.of(1, 2).nextLong()).isNotEqualTo(SplitMix64.of(2, 1).nextLong());
  }

  @Test
  void every_permutation_comes_equally_often() {
    var counts = new int[24];
    for (int i = 0; i < 24_000; i++) {
      var order = SplitMix64.of(9, i).permutation(4);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3);
      counts[order[0] * 6 + rank(order)]++;
    }

    assertThat(Arrays.stream(counts).boxed()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
  }

  /** Rank of the last three among their six orders. */
  private static int rank(int[] order) {
    int first = (order[1] > order[2] ? 1 : 0) + (order[1] > order[3] ? 1 : 0);
    return first * 2 + (order[2] > order[3] ? 1 : 0);
  }

  @Test
  void whole_numbers_stay_below_the_bound() {
    var random = SplitMix64.of(4);
    var counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.below(7)]++;
    }

    assertThat(Arrays.stream(counts).boxed()).allSatisfy(n -> assertThat(n).isBetween(9600, 10400));
    assertThat(random.below(1)).isZero();
  }

  @Test
  void probabilities_of_0_and_1_are_certain() {
    var random = SplitMix64.of(5);

    assertThat(IntStream.range(0, 1000).filter(i -> random.happens(0))).isEmpty();
    assertThat(IntStream.range(0, 1000).filter(i -> random.happens(1))).hasSize(1000);
  }

  private static double chiSquare(double[] draws) {
    var counts = new int[100];
    for (double draw : draws) {
      counts[(int) (draw * 100)]++;
    }
    double expected = draws.length / 100.0;
    return Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }

  private static double correlation(double[] draws, int lag) {
    double sum = 0;
    for (int i = lag; i < draws.length; i++) {
      sum += (draws[i] - 0.5) * (draws[i - lag] - 0.5);
    }
    return sum / (draws.length - lag) * 12;
  }
}
