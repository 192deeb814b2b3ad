package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestTest {

  private static int[] sorted(float[] values, int k) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(
            (a, b) -> Float.compare(values[b] + 0f, values[a] + 0f)) // stable: lowest place first
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void offer(Largest largest, float[] values, int piece) {
    for (int from = 0; from < values.length; from += piece) {
      largest.offer(from, values, from, Math.min(piece, values.length - from));
    }
    largest.sort();
  }

  private static int[] places(Largest largest) {
    return IntStream.range(0, largest.size()).map(largest::place).toArray();
  }

  @ParameterizedTest(name = "the {0} largest of {1} in pieces of {2}")
  @CsvSource({"1,1,1", "1,5000,512", "5,3,2", "20,7000,64", "200,30000,512", "3000,9000,1000"})
  void are_those_of_a_full_sort(int k, int count, int piece) {
    float[] values = ProductsTest.random(count, k);
    var largest = new Largest(k);

    offer(largest, values, piece);

    int[] expected = sorted(values, k);
    assertThat(places(largest)).containsExactly(expected);
    for (int rank = 0; rank < expected.length; rank++) {
      assertThat(largest.value(rank)).isEqualTo(values[expected[rank]]);
    }
  }

  @ParameterizedTest
  @CsvSource({"7,20000,1", "300,20000,3", "50,5000,2"})
  void of_many_equal_values_the_first_places_are_kept(int k, int count, int different) {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i % different;
    }
    var largest = new Largest(k);

    offer(largest, values, 512);

    assertThat(places(largest)).containsExactly(sorted(values, k));
  }

  @Test
  void ascending_and_descending_values_are_no_harder() {
    var values = new float[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 1e-3f - 7;
    }
    var largest = new Largest(11);
    offer(largest, values, 512);
    assertThat(places(largest)).containsExactly(sorted(values, 11));

    largest.clear();
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
    offer(largest, values, 512);
    assertThat(places(largest)).containsExactly(sorted(values, 11));
  }

  @Test
  void extremes_and_numbers_that_are_none_have_their_place() {
    var values = new float[3000];
    Arrays.fill(values, Float.NaN);
    values[2000] = Float.NEGATIVE_INFINITY;
    values[1500] = -0f;
    values[2500] = 0f;
    values[2900] = Float.MAX_VALUE;
    values[10] = Float.MIN_VALUE;
    var largest = new Largest(5);

    offer(largest, values, 500);

    assertThat(places(largest)).containsExactly(2900, 10, 1500, 2500, 0);
  }

  @Test
  void values_that_differ_by_the_least_are_told_apart() {
    var values = new float[4000];
    values[3000] = Float.MIN_VALUE;
    values[3999] = 2 * Float.MIN_VALUE;
    var largest = new Largest(3);

    offer(largest, values, 512);

    assertThat(places(largest)).containsExactly(3999, 3000, 0);
  }
}
