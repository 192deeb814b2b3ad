package alike.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.ImageSet;
import alike.evaluate.Knn;
import alike.evaluate.Neighbours;
import alike.model.Embeddings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutsTest {

  private static final int GROUPS = 4;

  /** Groups far apart in 10 dimensions, in turn. */
  static Embeddings clouds(int n, double apart) {
    var random = new Random(3);
    var values = new float[n * 10];
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % GROUPS;
      for (int d = 0; d < 10; d++) {
        values[i * 10 + d] = (float) (random.nextGaussian() + (d == labels[i] ? apart : 0));
      }
    }
    return Embeddings.of(images(n, labels), 10, values);
  }

  static ImageSet images(int n, int[] labels) {
    return ImageSet.of("clouds", 1, 1, 1, new byte[n], labels, List.of("a", "b", "c", "d"));
  }

  static List<Layout> layouts() {
    return List.of(Layout.pca(), Tsne.perplexity(15), Umap.neighbours(10));
  }

  private static Embeddings plane(Embeddings rows, double[][] places) {
    var values = new float[2 * places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) places[i / 2][i % 2];
    }
    return Embeddings.of(rows.images(), 2, values);
  }

  private static double purity(Embeddings plane) {
    var found = Neighbours.among(plane, 5, Knn.Metric.EUCLIDEAN);
    int alike = 0;
    for (int i = 0; i < plane.size(); i++) {
      for (int rank = 0; rank < 5; rank++) {
        alike += found.index(i, rank) % GROUPS == i % GROUPS ? 1 : 0;
      }
    }
    return alike / (5.0 * plane.size());
  }

  /** Returns the part of each point's 10 nearest that are among its 10 nearest on the plane. */
  private static double kept(Embeddings rows, Embeddings plane) {
    var before = Neighbours.among(rows, 10, Knn.Metric.EUCLIDEAN);
    var after = Neighbours.among(plane, 10, Knn.Metric.EUCLIDEAN);
    int kept = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int a = 0; a < 10; a++) {
        for (int b = 0; b < 10; b++) {
          kept += before.index(i, a) == after.index(i, b) ? 1 : 0;
        }
      }
    }
    return kept / (10.0 * rows.size());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void groups_stay_groups_and_the_places_are_always_the_same(Layout layout) {
    var rows = clouds(300, 20);

    double[][] places = layout.of(rows);

    assertThat(purity(plane(rows, places))).isGreaterThan(0.97);
    assertThat(layout.of(rows)).isDeepEqualTo(places);
    assertThat(Arrays.stream(places).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
  }

  @Test
  void neighbours_are_kept_far_better_than_by_principal_components() {
    var rows = clouds(400, 2);
    double linear = kept(rows, plane(rows, Layout.pca().of(rows)));

    assertThat(kept(rows, plane(rows, Tsne.perplexity(15).of(rows)))).isGreaterThan(2.5 * linear);
    assertThat(kept(rows, plane(rows, Umap.neighbours(14).of(rows)))).isGreaterThan(2 * linear);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void points_that_lie_together_are_borne(Layout layout) {
    var rows = clouds(60, 5);
    var all = rows.values();
    for (int i = 0; i < 400; i++) {
      all[i] = all[i % 10]; // forty rows are one
    }
    var doubled = Embeddings.of(rows.images(), 10, all);

    assertThat(Arrays.stream(layout.of(doubled)).flatMapToDouble(Arrays::stream))
        .hasSize(120)
        .allMatch(Double::isFinite);
    var same = Embeddings.of(rows.images(), 10, new float[600]);
    assertThat(Arrays.stream(layout.of(same)).flatMapToDouble(Arrays::stream))
        .allMatch(Double::isFinite);
  }

  @Test
  void the_gradient_of_t_sne_is_that_of_plain_loops() {
    var rows = clouds(80, 3);
    var affinities =
        Affinities.of(rows, 20, d -> Arrays.fill(d, 1.0 / 20), (a, b) -> (a + b) / 160);
    double[] places = new Random(5).doubles(160, -3, 3).toArray();

    double[] exact = new Repulsion(affinities, 0).gradient(places, 4).clone();
    double[] near = new Repulsion(affinities, 0.25).gradient(places, 4).clone();

    double[] expected = loops(affinities, places, 4);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(exact[i]).isCloseTo(expected[i], within(1e-12));
      assertThat(near[i]).isCloseTo(expected[i], within(0.05 * largest));
    }
  }

  private static double[] loops(Affinities p, double[] y, double exaggeration) {
    int n = y.length / 2;
    var q = new double[n][n];
    double total = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double square = Math.pow(y[2 * i] - y[2 * j], 2) + Math.pow(y[2 * i + 1] - y[2 * j + 1], 2);
        q[i][j] = i == j ? 0 : 1 / (1 + square);
        total += q[i][j];
      }
    }
    var dense = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int e = p.starts[i]; e < p.starts[i + 1]; e++) {
        dense[i][p.others[e]] += p.weights[e];
      }
    }
    var gradient = new double[2 * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(dense[i][j]).isEqualTo(dense[j][i]);
        double force = 4 * (exaggeration * dense[i][j] - q[i][j] / total) * q[i][j];
        gradient[2 * i] += force * (y[2 * i] - y[2 * j]);
        gradient[2 * i + 1] += force * (y[2 * i + 1] - y[2 * j + 1]);
      }
    }
    return gradient;
  }

  @Test
  void probabilities_sum_to_one_and_have_the_perplexity() {
    var rows = clouds(200, 2);
    var end = Tsne.perplexity(20).withIterations(300).descend(rows);

    assertThat(end.divergence()).isBetween(0.3, 1.5);
    assertThat(Tsne.perplexity(20).withIterations(1000).descend(rows).divergence())
        .isLessThan(end.divergence());
    double[] distances = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    Tsne.perplexity(5).weigh(distances);
    assertThat(Arrays.stream(distances).sum()).isCloseTo(1, within(1e-12));
    double entropy = -Arrays.stream(distances).map(p -> p > 0 ? p * Math.log(p) : 0).sum();
    assertThat(Math.exp(entropy)).isCloseTo(5, within(1e-5));
  }

  @Test
  void the_curve_of_umap_is_that_of_the_reference() {
    // umap-learn 0.5, find_ab_params(1, 0.1) and (1, 0.5)
    assertThat(Umap.shape(0.1)[0]).isCloseTo(1.577, within(0.02));
    assertThat(Umap.shape(0.1)[1]).isCloseTo(0.895, within(0.01));
    assertThat(Umap.shape(0.5)[0]).isCloseTo(0.583, within(0.02));
    assertThat(Umap.shape(0.5)[1]).isCloseTo(1.334, within(0.02));
  }

  @Test
  void settings_that_cannot_be_are_refused() {
    assertThatThrownBy(() -> Tsne.perplexity(30).of(clouds(60, 1)))
        .hasMessageContainingAll("30", "91 rows", "got 60");
    assertThatThrownBy(() -> Umap.neighbours(60).of(clouds(60, 1)))
        .hasMessageContainingAll("neighbours", "59");
    assertThatThrownBy(() -> Tsne.perplexity(5).withAngle(0.9)).hasMessageContaining("angle");
    assertThat(Tsne.perplexity(5).withAngle(0)).hasToString("Tsne.perplexity(5.0).withAngle(0.0)");
    assertThat(Umap.neighbours(5).seed(3)).hasToString("Umap.neighbours(5).seed(3)");
  }
}
