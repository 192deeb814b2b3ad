package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterScoresTest {

  @Test
  void is_what_scikit_learn_finds() {
    int[] labels = {0, 0, 0, 1, 1, 1, 2, 2, 3, 3};
    int[] clusters = {0, 0, 1, 1, 1, 2, 2, 2, 2, 0};

    var found = ClusterScores.of(labels, clusters); // scikit-learn 1.9.1

    assertThat(found.nmi()).isCloseTo(0.46301296975168893, within(1e-12));
    assertThat(found.ami()).isCloseTo(0.16343303616256324, within(1e-12));
    assertThat(found.ari()).isCloseTo(0.11016949152542373, within(1e-12));
    assertThat(found.purity()).isEqualTo(0.6);
    assertThat(found.accuracy()).isEqualTo(0.6);
  }

  @Test
  void clusters_numbered_otherwise_agree_fully() {
    int[] labels = {0, 0, 1, 1, 2, 2, 2};
    int[] clusters = {5, 5, 0, 0, 3, 3, 3};

    var found = ClusterScores.of(labels, clusters);

    assertThat(found.nmi()).isCloseTo(1, within(1e-12));
    assertThat(found.nmiGeometric()).isCloseTo(1, within(1e-12));
    assertThat(found.ami()).isCloseTo(1, within(1e-12));
    assertThat(found.ari()).isCloseTo(1, within(1e-12));
    assertThat(found.purity()).isEqualTo(1);
    assertThat(found.accuracy()).isEqualTo(1);
  }

  @Test
  void one_cluster_for_all_says_nothing() {
    var found = ClusterScores.of(new int[] {0, 0, 1, 1}, new int[4]);

    assertThat(found.nmi()).isZero();
    assertThat(found.nmiGeometric()).isZero();
    assertThat(found.ami()).isCloseTo(0, within(1e-12));
    assertThat(found.ari()).isZero();
    assertThat(found.accuracy()).isEqualTo(0.5);
    assertThat(ClusterScores.of(new int[4], new int[4]).nmi()).isEqualTo(1);
  }

  @Test
  void clusters_at_random_score_about_0_once_chance_is_taken_off() {
    var random = new SplittableRandom(1);
    int[] labels = IntStream.range(0, 2000).map(i -> i % 10).toArray();
    int[] clusters = IntStream.range(0, 2000).map(i -> random.nextInt(50)).toArray();

    var found = ClusterScores.of(labels, clusters);

    assertThat(found.ami()).isCloseTo(0, within(0.01));
    assertThat(found.ari()).isCloseTo(0, within(0.01));
    assertThat(found.nmi()).as("this one grows with the clusters").isGreaterThan(0.03);
  }

  /** Tries all ways to give each row a column of its own. */
  private static double best(double[][] gains, int row, boolean[] taken) {
    if (row == gains.length) {
      return 0;
    }
    double best = gains.length > gains[0].length ? best(gains, row + 1, taken) : -1e9;
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        taken[column] = true;
        best = Math.max(best, gains[row][column] + best(gains, row + 1, taken));
        taken[column] = false;
      }
    }
    return best;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void the_best_assignment_is_found(int seed) {
    var random = new SplittableRandom(seed);
    for (int[] shape : new int[][] {{1, 1}, {4, 4}, {6, 6}, {3, 6}, {6, 3}}) {
      var gains = new double[shape[0]][shape[1]];
      for (var row : gains) {
        for (int i = 0; i < row.length; i++) {
          row[i] = random.nextInt(seed % 2 == 0 ? 4 : 1000); // with and without many equal ones
        }
      }

      assertThat(Hungarian.largest(gains)).isEqualTo(best(gains, 0, new boolean[shape[1]]));
    }
  }

  @Test
  void silhouettes_have_closed_forms() {
    var rows = Points.of(new float[] {0, 1, 10, 12}, 0, 0, 0, 0);

    double found = Silhouette.of(rows, new int[] {0, 0, 1, 1});

    double expected = ((11.0 - 1) / 11 + (10.0 - 1) / 10 + (9.5 - 2) / 9.5 + (11.5 - 2) / 11.5) / 4;
    assertThat(found).isCloseTo(expected, within(1e-6));
    assertThat(Silhouette.of(rows, new int[] {0, 1, 1, 1}))
        .as("a row alone counts 0")
        .isCloseTo((0 + (1 - 10.0) / 10 + (10 - 5.5) / 10 + (12 - 6.5) / 12) / 4, within(1e-6));
  }

  @Test
  void silhouettes_of_many_rows_are_what_plain_loops_compute() {
    var rows = Points.clouds(600, 4, 5, 0.8, 3); // several blocks and pieces
    int[] labels = rows.images().labels();
    float[] values = rows.values();
    double sum = 0;
    for (int i = 0; i < 600; i++) {
      var mean = new double[5];
      for (int j = 0; j < 600; j++) {
        mean[labels[j]] += Rows.distance(values, i, values, j, 4) / 120;
      }
      double inside = mean[labels[i]] * 120 / 119;
      mean[labels[i]] = Double.POSITIVE_INFINITY;
      double next = Arrays.stream(mean).min().orElseThrow();
      sum += (next - inside) / Math.max(next, inside);
    }

    assertThat(Silhouette.of(rows, labels)).isCloseTo(sum / 600, within(1e-5));
  }

  @Test
  void what_cannot_be_compared_is_refused() {
    assertThatThrownBy(() -> ClusterScores.of(new int[3], new int[4]))
        .hasMessageContaining("4 rows and 3 labels");
    assertThatThrownBy(() -> ClusterScores.of(new int[] {0, -1}, new int[2]))
        .hasMessageContainingAll("from 0", "-1");
    var rows = Points.of(new float[] {0, 1}, 0, 0);
    assertThatThrownBy(() -> Silhouette.of(rows, new int[2])).hasMessageContaining("clusters");
  }
}
