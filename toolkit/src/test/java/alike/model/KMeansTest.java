package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.Fork;
import alike.data.TinyImages;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {

  /** Rows around k centres that lie far apart. */
  static float[] clouds(int count, int width, int k, double spread, int seed) {
    var random = new SplittableRandom(seed);
    var centres = new double[k * width];
    Arrays.setAll(centres, i -> 10 * random.nextGaussian());
    var rows = new float[count * width];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          (float) (centres[i / width % k * width + i % width] + spread * random.nextGaussian());
    }
    return rows;
  }

  private static double inertia(float[] rows, int width, Clusters clusters) {
    double sum = 0;
    float[] centres = clusters.centres();
    for (int i = 0; i < rows.length; i++) {
      double apart = rows[i] - centres[clusters.of(i / width) * width + i % width];
      sum += apart * apart;
    }
    return sum;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3})
  void one_iteration_is_what_plain_loops_do(int seed) {
    float[] rows = clouds(203, 5, 4, 6, seed);
    float[] start = Arrays.copyOf(rows, 4 * 5);

    var found = KMeans.clusters(4).iterations(1).from(start, rows, 5);

    var sums = new double[4][5];
    var sizes = new int[4];
    for (int row = 0; row < 203; row++) {
      int nearest = nearest(rows, row, start, 5);
      sizes[nearest]++;
      for (int i = 0; i < 5; i++) {
        sums[nearest][i] += rows[row * 5 + i];
      }
    }
    var means = new float[20];
    for (int i = 0; i < 20; i++) {
      means[i] = (float) (sums[i / 5][i % 5] / sizes[i / 5]);
      assertThat(found.centres()[i]).isCloseTo(means[i], within(1e-5f));
    }
    for (int row = 0; row < 203; row++) {
      assertThat(found.of(row)).isEqualTo(nearest(rows, row, means, 5));
    }
    assertThat(found.inertia()).isCloseTo(inertia(rows, 5, found), within(1e-2));
  }

  private static int nearest(float[] rows, int row, float[] centres, int width) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c * width < centres.length; c++) {
      double square = 0;
      for (int i = 0; i < width; i++) {
        square += Math.pow((double) rows[row * width + i] - centres[c * width + i], 2);
      }
      best = square < least ? c : best;
      least = Math.min(square, least);
    }
    return best;
  }

  @Test
  void finds_clouds_that_lie_apart() {
    float[] rows = clouds(600, 6, 7, 0.1, 3);

    var found = KMeans.clusters(7).seed(1).of(rows, 6);

    assertThat(found.converged()).isTrue();
    assertThat(found.sizes()).contains(85, 86);
    for (int row = 7; row < 600; row++) {
      assertThat(found.of(row)).isEqualTo(found.of(row % 7));
    }
  }

  @ParameterizedTest(name = "iterations {0}")
  @ValueSource(ints = {1, 2, 5, 10})
  void an_iteration_never_raises_the_inertia(int iterations) {
    float[] rows = clouds(500, 8, 20, 8, 4);
    float[] start = Arrays.copyOf(rows, 15 * 8);

    var before = KMeans.clusters(15).iterations(iterations).from(start, rows, 8);
    var after = KMeans.clusters(15).iterations(iterations + 1).from(start, rows, 8);

    assertThat(after.inertia()).isLessThanOrEqualTo(before.inertia());
  }

  @Test
  void the_same_seed_gives_the_same_clusters_and_another_gives_others() {
    float[] rows = clouds(400, 8, 30, 8, 5);
    for (var means :
        new KMeans[] {
          KMeans.clusters(12),
          KMeans.clusters(12).start(KMeans.Start.RANDOM),
          KMeans.clusters(12).miniBatch(64),
          KMeans.clusters(12).onSphere()
        }) {
      float[] centres = means.seed(1).of(rows, 8).centres();

      assertThat(means.seed(1).of(rows, 8).centres()).containsExactly(centres);
      assertThat(means.seed(2).of(rows, 8).centres()).isNotEqualTo(centres);
    }
  }

  /** Says in a JVM of its own what it finds. */
  static final class Says {
    private Says() {}

    public static void main(String[] arguments) {
      var found = KMeans.clusters(40).seed(3).of(clouds(9000, 16, 50, 9, 6), 16);
      System.out.println("centres " + Arrays.hashCode(found.centres()));
      System.out.println("assignment " + Arrays.hashCode(found.assignment()));
    }
  }

  @Test
  void the_number_of_threads_changes_no_bit() {
    var program = Fork.of(Says.class).options("--add-modules", "jdk.incubator.vector");
    var one = program.variable("ALIKE_THREADS", "1").run();
    var three = program.variable("ALIKE_THREADS", "3").run();

    assertThat(three.value("centres")).isEqualTo(one.value("centres"));
    assertThat(three.value("assignment")).isEqualTo(one.value("assignment"));
  }

  @Test
  void plus_plus_starts_nearer_the_optimum_than_uniform_draws() {
    float[] rows = clouds(900, 4, 60, 0.5, 7);
    var once = KMeans.clusters(60).iterations(1);

    double apart = IntStream.range(0, 5).mapToDouble(s -> once.seed(s).of(rows, 4).inertia()).sum();
    var uniform = once.start(KMeans.Start.RANDOM);
    double drawn =
        IntStream.range(0, 5).mapToDouble(s -> uniform.seed(s).of(rows, 4).inertia()).sum();

    assertThat(apart).isLessThan(0.7 * drawn);
  }

  @Test
  void the_best_of_several_starts_counts() {
    float[] rows = clouds(600, 4, 25, 0.3, 8);
    var means = KMeans.clusters(25).start(KMeans.Start.RANDOM);

    double best = means.restarts(8).of(rows, 4).inertia();

    assertThat(best).isLessThan(means.of(rows, 4).inertia());
  }

  @Test
  void a_centre_without_rows_takes_the_farthest_one() {
    float[] rows = {0, 1, 2, 100};
    float[] start = {1, 1000, 2000};

    var found = KMeans.clusters(3).from(start, rows, 1);

    assertThat(found.sizes()).doesNotContain(0);
    assertThat(found.inertia()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void fewer_different_rows_than_clusters_are_no_failure() {
    var rows = new float[] {3, 3, 3, 3, 5, 5};

    var found = KMeans.clusters(4).of(rows, 1);

    assertThat(found.inertia()).isZero();
    assertThat(found.converged()).isTrue();
  }

  @Test
  void mini_batches_come_near_to_all_rows() {
    float[] rows = clouds(5000, 6, 8, 0.5, 9);
    double exact = KMeans.clusters(8).restarts(5).of(rows, 6).inertia();

    var found = KMeans.clusters(8).restarts(5).miniBatch(256).iterations(60).of(rows, 6);

    assertThat(found.inertia()).isBetween(exact, 1.1 * exact);
    assertThat(found.converged()).isFalse();
    assertThat(found.inertia()).isCloseTo(inertia(rows, 6, found), within(1e-3 * exact));
  }

  @Test
  void on_the_sphere_only_directions_count() {
    float[] rows = {1, 0, 5, 0.1f, 0, 1, 0.1f, 9, 0, 0};

    var found = KMeans.clusters(2).restarts(5).onSphere().of(rows, 2);

    assertThat(found.of(0)).isEqualTo(found.of(1)).isNotEqualTo(found.of(2));
    assertThat(found.of(2)).isEqualTo(found.of(3));
    float[] centres = found.centres();
    assertThat(Math.hypot(centres[0], centres[1])).isCloseTo(1, within(1e-6));
    assertThat(found.similarity()).as("a row of zeros adds nothing").isBetween(3.99, 4.0);
    var others = KMeans.clusters(2).of(rows, 2);
    assertThatThrownBy(others::similarity).hasMessageContaining("onSphere");
  }

  @Test
  void a_common_offset_costs_no_digits() {
    float[] rows = clouds(300, 3, 5, 0.2, 10);
    float[] moved = rows.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += 4096;
    }

    var found = KMeans.clusters(5).seed(1).of(rows, 3);

    assertThat(KMeans.clusters(5).seed(1).of(moved, 3).assignment())
        .containsExactly(found.assignment());
  }

  @Test
  void assigns_other_rows_to_the_nearest_centre() {
    float[] rows = clouds(100, 2, 3, 0.1, 11);
    var images = TinyImages.grey(100, 4, 1);
    var found = KMeans.clusters(3).of(rows, 2);

    assertThat(found.assign(Embeddings.of(images, 2, rows))).containsExactly(found.assignment());
    assertThatThrownBy(() -> found.assign(Embeddings.of(images, 1, new float[100])))
        .hasMessageContainingAll("2 numbers", "1");
  }

  @Test
  void an_interrupt_ends_the_iterations_and_stays() {
    float[] rows = clouds(500, 8, 40, 9, 12);
    Thread.currentThread().interrupt();

    var found = KMeans.clusters(20).iterations(50).of(rows, 8);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(found.iterations()).isEqualTo(1);
    assertThat(found.converged()).isFalse();
  }

  @Test
  void what_cannot_be_clustered_is_refused() {
    assertThatThrownBy(() -> KMeans.clusters(0)).hasMessageContainingAll("k", "1 or more");
    assertThatThrownBy(() -> KMeans.clusters(3).of(new float[4], 2))
        .hasMessageContaining("3 or more rows");
    assertThatThrownBy(() -> KMeans.clusters(1).of(new float[] {1, Float.NaN}, 1))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> KMeans.clusters(2).from(new float[3], new float[8], 2))
        .hasMessageContaining("2 centres of 2 numbers");
    assertThatThrownBy(() -> KMeans.clusters(2).miniBatch(0)).hasMessageContaining("miniBatch");
  }

  @Test
  void prints_as_the_java_that_makes_it_and_has_a_card() {
    assertThat(KMeans.clusters(8).seed(2)).hasToString("KMeans.clusters(8).seed(2)");
    assertThat(KMeans.clusters(8).miniBatch(64).onSphere())
        .hasToString("KMeans.clusters(8).seed(0).miniBatch(64).onSphere()");
    assertThat(KMeans.clusters(8).card().text()).contains("k-means", "Lloyd 1982");
  }
}
