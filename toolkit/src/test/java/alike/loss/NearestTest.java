package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

  private static final float[] SIMILARITIES = {
    0.1f, 0.9f, 0.5f, 0.5f, // row 0
    -1, -1, -1, -1
  };

  @Test
  void takes_the_most_similar_and_of_equal_ones_the_first() {
    assertThat(Nearest.of(SIMILARITIES, 4, 2)).containsExactly(1, 2, 0, 1);
    assertThat(Nearest.of(SIMILARITIES, 4, 1)).containsExactly(1, 0);
  }

  @Test
  void takes_all_where_there_are_not_more() {
    assertThat(Nearest.of(SIMILARITIES, 4, 9)).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
  }

  @Test
  void what_is_no_number_is_taken_so_that_it_shows() {
    assertThat(Nearest.of(new float[] {3, Float.NaN, 2, 9}, 4, 2)).containsExactly(1, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void takes_what_sorting_would(int seed) {
    var random = new SplittableRandom(seed);
    var values = new float[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(60) / 10f; // many of one value
    }
    for (int most = 1; most <= 200; most += 7) {
      int[] sorted =
          IntStream.range(0, 200)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -values[i])) // keeps the order of equal ones
              .limit(most)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();

      assertThat(Nearest.of(values, 200, most)).as("%d nearest", most).isEqualTo(sorted);
    }
  }
}
