package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.SplittableRandom;

/** The terms of PAUC against plain loops in double precision. */
class CoagulationTest {

  private static final int[] CLUSTERS = {4, 0, 4, 2, 0, 2, 4, 2, 9, 0};
  private static final int[] ORDER = {4, 0, 2, 9}; // of first sight
  private static final int D = 3;

  private static double[][] rows(int seed, int count) {
    var random = new SplittableRandom(seed);
    var rows = new double[count][D];
    for (var row : rows) {
      for (int d = 0; d < D; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    return unit(rows);
  }

  private static double[][] unit(double[][] rows) {
    for (var row : rows) {
      double length = Math.sqrt(dot(row, row));
      for (int d = 0; d < D; d++) {
        row[d] /= length;
      }
    }
    return rows;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < D; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private static double apart(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < D; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }

  private static NDArray array(NDManager manager, double[][] rows) {
    var values = new float[rows.length * D];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / D][i % D];
    }
    return manager.create(values, new Shape(rows.length, D));
  }

  private static double[][] prototypes(double[][] rows) {
    var sums = new double[ORDER.length][D];
    for (int k = 0; k < ORDER.length; k++) {
      for (int i = 0; i < rows.length; i++) {
        for (int d = 0; d < D && CLUSTERS[i] == ORDER[k]; d++) {
          sums[k][d] += rows[i][d];
        }
      }
    }
    return unit(sums);
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void a_prototype_is_the_direction_of_its_clusters_sum(Backend backend, int seed) {
    var rows = rows(seed, CLUSTERS.length);
    var expected = prototypes(rows);
    try (var manager = backend.open()) {
      float[] found = Coagulation.prototypes(array(manager, rows), CLUSTERS).toFloatArray();

      assertThat(found).hasSize(ORDER.length * D);
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i]).isCloseTo(expected[i / D][i % D], within(1e-6));
      }
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void alignment_is_the_mean_squared_distance_of_both_prototypes(Backend backend, int seed) {
    var u = rows(seed, 5);
    var w = rows(seed + 10, 5);
    double expected = 0;
    for (int k = 0; k < 5; k++) {
      expected += apart(u[k], w[k]) / 5;
    }
    try (var manager = backend.open()) {
      NDArray found = Coagulation.alignment(array(manager, u), array(manager, w));
      assertThat((double) found.getFloat()).isCloseTo(expected, within(1e-5));
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void uniformity_is_the_log_of_the_mean_over_pairs(Backend backend, int seed) {
    var u = rows(seed, 5);
    double sum = 0;
    int pairs = 0;
    for (int k = 0; k < 5; k++) {
      for (int l = k + 1; l < 5; l++, pairs++) {
        sum += Math.exp(-2 * apart(u[k], u[l]));
      }
    }
    try (var manager = backend.open()) {
      NDArray found = Coagulation.uniformity(array(manager, u));
      assertThat((double) found.getFloat()).isCloseTo(Math.log(sum / pairs), within(1e-5));
    }
  }

  @OnBothEngines
  void equal_prototypes_have_uniformity_0_and_two_opposite_ones_minus_8(Backend backend) {
    try (var manager = backend.open()) {
      var equal = array(manager, new double[][] {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}});
      var opposite = array(manager, new double[][] {{1, 0, 0}, {-1, 0, 0}});

      assertThat(Coagulation.uniformity(equal).getFloat()).isCloseTo(0, within(1e-5f));
      assertThat(Coagulation.uniformity(opposite).getFloat()).isCloseTo(-8, within(1e-5f));
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void correlation_is_barlows_over_prototypes(Backend backend, int seed) {
    var u = rows(seed, 9);
    var w = rows(seed + 10, 9);
    var first = standard(u);
    var second = standard(w);
    double expected = 0;
    for (int d = 0; d < D; d++) {
      for (int e = 0; e < D; e++) {
        double c = 0;
        for (int k = 0; k < 9; k++) {
          c += first[k][d] * second[k][e] / 9;
        }
        expected += d == e ? (1 - c) * (1 - c) : 0.3 * c * c;
      }
    }
    try (var manager = backend.open()) {
      NDArray found = Coagulation.correlation(array(manager, u), array(manager, w), 0.3);
      assertThat((double) found.getFloat()).isCloseTo(expected, within(1e-4));
    }
  }

  private static double[][] standard(double[][] rows) {
    var standard = new double[rows.length][D];
    for (int d = 0; d < D; d++) {
      double mean = 0;
      for (var row : rows) {
        mean += row[d] / rows.length;
      }
      double variance = 0;
      for (var row : rows) {
        variance += (row[d] - mean) * (row[d] - mean) / rows.length;
      }
      for (int k = 0; k < rows.length; k++) {
        standard[k][d] = (rows[k][d] - mean) / (Math.sqrt(variance) + 1e-4);
      }
    }
    return standard;
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void overlap_is_the_mean_squared_cosine_of_different_prototypes(Backend backend, int seed) {
    var u = rows(seed, 4);
    var w = rows(seed + 10, 4);
    double expected = 0;
    for (int k = 0; k < 4; k++) {
      for (int l = 0; l < 4; l++) {
        expected += k == l ? 0 : Math.pow(dot(u[k], w[l]), 2) / 12;
      }
    }
    try (var manager = backend.open()) {
      NDArray found = Coagulation.overlap(array(manager, u), array(manager, w));
      assertThat((double) found.getFloat()).isCloseTo(expected, within(1e-5));
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void attraction_is_the_mean_squared_distance_to_ones_own_centroid(Backend backend, int seed) {
    var v = rows(seed, 4);
    var centroids = rows(seed + 10, 3);
    int[] clusters = {2, 0, 2, 1};
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      expected += apart(v[i], centroids[clusters[i]]) / 4;
    }
    try (var manager = backend.open()) {
      var scaled = array(manager, centroids).mul(0.5f);
      NDArray found = Coagulation.attraction(array(manager, v), scaled, clusters);
      assertThat((double) found.getFloat()).isCloseTo(expected, within(1e-5));
    }
  }
}
