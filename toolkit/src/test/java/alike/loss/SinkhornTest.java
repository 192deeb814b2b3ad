package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SinkhornTest {

  /** Returns the codes as the definition has them, without logarithms. */
  static double[][] plain(double[][] scores, double epsilon, int iterations) {
    int columns = scores[0].length;
    double largest = Arrays.stream(scores).flatMapToDouble(Arrays::stream).max().orElseThrow();
    var codes = new double[scores.length][columns];
    for (int i = 0; i < codes.length; i++) {
      for (int k = 0; k < columns; k++) {
        codes[i][k] = Math.exp((scores[i][k] - largest) / epsilon);
      }
    }
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (int k = 0; k < columns; k++) {
        double sum = 0;
        for (double[] row : codes) {
          sum += row[k];
        }
        for (double[] row : codes) {
          row[k] /= sum;
        }
      }
      for (double[] row : codes) {
        double sum = Arrays.stream(row).sum();
        Arrays.setAll(row, k -> row[k] / sum);
      }
    }
    return codes;
  }

  private static double[][] codes(Backend backend, Sinkhorn sinkhorn, double[][] scores) {
    try (var manager = backend.open()) {
      int width = scores[0].length;
      var numbers = new float[scores.length * width];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) scores[i / width][i % width];
      }
      NDArray array = manager.create(numbers, new Shape(scores.length, width));
      float[] codes = sinkhorn.codes(array).toFloatArray();
      var rows = new double[scores.length][width];
      for (int i = 0; i < codes.length; i++) {
        rows[i / width][i % width] = codes[i];
      }
      return rows;
    }
  }

  private static double[][] scores(int seed) {
    return Oracle.cosines(
        Sample.random(1, 7, 6, seed).rows(), Sample.random(1, 4, 6, seed + 10).rows());
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void equals_plain_loops(Backend backend, int seed) {
    for (int iterations : new int[] {1, 3, 10}) {
      double[][] codes = codes(backend, new Sinkhorn(0.05, iterations), scores(seed));

      double[][] expected = plain(scores(seed), 0.05, iterations);
      for (int i = 0; i < codes.length; i++) {
        assertThat(codes[i]).containsExactly(expected[i], within(2e-5));
      }
    }
  }

  @OnBothEngines(seeds = {1, 2})
  void rows_are_distributions_and_prototypes_get_equal_shares(Backend backend, int seed) {
    double[][] codes = codes(backend, new Sinkhorn(0.2, 200), scores(seed));

    for (double[] row : codes) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-5));
    }
    for (int k = 0; k < 4; k++) {
      int prototype = k;
      double share = Arrays.stream(codes).mapToDouble(row -> row[prototype]).sum();
      assertThat(share).isCloseTo(7 / 4.0, within(1e-3));
    }
  }

  @OnBothEngines
  void equal_scores_are_shared_evenly(Backend backend) {
    double[][] codes = codes(backend, new Sinkhorn(0.05, 3), new double[5][4]);

    for (double[] row : codes) {
      assertThat(row).containsOnly(new double[] {0.25}, within(1e-6));
    }
  }

  @OnBothEngines
  void large_scores_neither_overflow_nor_starve_a_prototype(Backend backend) {
    // exp(s/ε) overflows float32; relative to the largest, a whole row underflows
    double[][] large = {{100, 0}, {-100, 0}, {90, 0}};

    double[][] codes = codes(backend, new Sinkhorn(0.05, 3), large);

    for (double[] row : codes) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-5));
    }
    assertThat(codes[0][0]).isCloseTo(21 / 22.0, within(1e-5)); // after 3/4 and 9/10
    assertThat(codes[1][1]).isCloseTo(1, within(1e-5));
  }

  @OnBothEngines
  void no_gradient_flows_through_the_codes(Backend backend) {
    try (var manager = backend.open()) {
      NDArray scores = manager.create(new float[] {1, 2, 3, 5}, new Shape(2, 2));
      scores.setRequiresGradient(true);
      try (var tape = backend.record()) {
        tape.backward(new Sinkhorn(0.5, 1).codes(scores).square().sum().add(scores.sum()));
      }

      assertThat(scores.getGradient().toFloatArray()).containsOnly(1);
    }
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> new Sinkhorn(0, 3)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new Sinkhorn(0.05, 0)).hasMessageContaining("iterations");
  }
}
