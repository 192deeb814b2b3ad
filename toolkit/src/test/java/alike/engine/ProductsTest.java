package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.Fork;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

  private static final List<Dots> WAYS =
      List.of(new VectorDots(true), new VectorDots(false), new PlainDots());

  static float[] random(int count, int seed) {
    var random = new SplittableRandom(seed);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Returns all products, as they are handed out. */
  private static float[] all(float[] rows, Panels vectors, int threads) {
    int count = rows.length / vectors.width();
    var all = new float[count * vectors.count()];
    Products.each(
        rows,
        vectors,
        () ->
            (row, column, products, at, many) ->
                System.arraycopy(products, at, all, row * vectors.count() + column, many),
        threads);
    return all;
  }

  @ParameterizedTest(name = "{0} rows, {1} vectors of {2}")
  @CsvSource({
    "1,1,1",
    "3,5,2",
    "4,64,128",
    "65,63,7",
    "97,65,4",
    "193,65,4",
    "390,700,33",
    "70,1025,300",
    "5,513,1030"
  })
  void are_what_plain_loops_compute(int rows, int vectors, int width) {
    float[] left = random(rows * width, 1);
    float[] right = random(vectors * width, 2);
    float[] offsets = random(vectors, 3);
    for (var dots : WAYS) {
      float[] found = all(left, Panels.of(right, vectors, width, offsets, dots), 2);

      double worst = 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < vectors; j++) {
          double expected = offsets[j];
          double size = Math.abs(offsets[j]);
          for (int k = 0; k < width; k++) {
            double product = (double) left[i * width + k] * right[j * width + k];
            expected += product;
            size += Math.abs(product);
          }
          worst = Math.max(worst, Math.abs(found[i * vectors + j] - expected) / size);
        }
      }
      assertThat(worst).as("%s of %d rows", dots, dots.rows()).isLessThan(1e-6);
    }
  }

  @Test
  void are_the_same_bit_for_bit_on_any_number_of_threads() {
    float[] rows = random(500 * 40, 1);
    for (var dots : WAYS) {
      var vectors = Panels.of(random(900 * 40, 2), 900, 40, new float[900], dots);
      float[] alone = all(rows, vectors, 1);

      assertThat(Arrays.equals(all(rows, vectors, 2), alone)).isTrue();
      assertThat(Arrays.equals(all(rows, vectors, 7), alone)).isTrue();
    }
  }

  @Test
  void columns_of_a_matrix_are_vectors_too() {
    float[] matrix = random(30 * 200, 1); // [30, 200]
    var transposed = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      transposed[i % 200 * 30 + i / 200] = matrix[i];
    }
    float[] rows = random(11 * 30, 2);

    float[] found = all(rows, Panels.ofColumns(matrix, 200, 30), 1);

    assertThat(found).containsExactly(all(rows, Panels.of(transposed, 200, 30), 1));
  }

  @Test
  void all_ways_find_the_same_values_above_a_bound_and_the_same_largest() {
    float[] values = random(1003, 5);
    values[900] = 9;
    values[77] = 9;
    var places = new int[1003];
    for (var dots : WAYS) {
      int count = dots.above(1.5f, values, 3, 1003, places);

      int expected = 0;
      for (int i = 3; i < 1003; i++) {
        if (values[i] > 1.5f) {
          assertThat(places[expected++]).isEqualTo(i);
        }
      }
      assertThat(count).isEqualTo(expected);
      assertThat(dots.largest(values, 3, 1003)).isEqualTo(77);
      assertThat(dots.largest(values, 78, 1003)).isEqualTo(900);
      assertThat(dots.largest(values, 10, 13)).isBetween(10, 12);
    }
  }

  @Test
  void squared_distances_are_what_plain_loops_compute() {
    float[] values = random(300, 6);
    for (var dots : WAYS) {
      for (int count : new int[] {1, 2, 7, 16, 129}) {
        double expected = 0;
        for (int i = 0; i < count; i++) {
          expected += Math.pow((double) values[3 + i] - values[150 + i], 2);
        }

        assertThat((double) dots.apart(values, 3, values, 150, count))
            .isCloseTo(expected, within(1e-5 * expected));
      }
    }
  }

  @Test
  void numbers_that_make_no_rows_are_refused_and_no_rows_have_no_products() {
    var vectors = Panels.of(new float[6], 2, 3);

    assertThat(all(new float[0], vectors, 2)).isEmpty();

    assertThatThrownBy(() -> Panels.of(new float[7], 2, 3)).hasMessageContaining("7 numbers");
    assertThatThrownBy(() -> Panels.ofColumns(new float[7], 2, 3))
        .hasMessageContaining("7 numbers");
    assertThatThrownBy(() -> all(new float[4], vectors, 1)).hasMessageContaining("Rows of 3");
  }

  /** Says in a JVM of its own what computes there. */
  static final class Says {
    private Says() {}

    public static void main(String[] arguments) {
      System.out.println("dots " + Dots.fastest().getClass().getSimpleName());
      int[] nearest = Nearest.of(new float[] {0, 1, 5, 5}, new float[] {4, 4, 0, 0}, 2);
      System.out.println("nearest " + nearest[0] + nearest[1]);
    }
  }

  @Test
  void a_jvm_without_the_vector_module_computes_plainly() {
    var said = Fork.of(Says.class).run();

    assertThat(Dots.fastest().getClass().getSimpleName()).isEqualTo("VectorDots");
    assertThat(said.value("dots")).isEqualTo("PlainDots");
    assertThat(said.value("nearest")).isEqualTo("10");
  }
}
