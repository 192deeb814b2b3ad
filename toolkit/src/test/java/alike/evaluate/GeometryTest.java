package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.model.ConvNet;
import alike.model.Embeddings;
import alike.model.Encoder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {

  private static Embeddings noise(int count, int width, int seed) {
    var random = new SplittableRandom(seed);
    var values = new float[count * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Points.of(values, IntStream.range(0, count).map(i -> i % 3).toArray());
  }

  private static Embeddings scaled(Embeddings rows, double factor) {
    float[] values = rows.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factor);
    }
    return Embeddings.of(rows.images(), rows.width(), values);
  }

  /** Turns every pair of columns by an angle. */
  private static Embeddings turned(Embeddings rows, double angle) {
    float[] values = rows.values();
    for (int i = 0; i + 1 < values.length; i += 2) {
      double x = values[i];
      double y = values[i + 1];
      values[i] = (float) (x * Math.cos(angle) - y * Math.sin(angle));
      values[i + 1] = (float) (x * Math.sin(angle) + y * Math.cos(angle));
    }
    return Embeddings.of(rows.images(), rows.width(), values);
  }

  @Test
  void views_that_agree_but_for_their_length_are_aligned() {
    var rows = noise(20, 6, 1);

    assertThat(ViewAlignment.alpha(2).of(rows, scaled(rows, 7))).isCloseTo(0, within(1e-12));
    assertThat(ViewAlignment.alpha(2).of(rows, scaled(rows, -1))).isCloseTo(4, within(1e-6));
    assertThat(ViewAlignment.alpha(1).of(rows, scaled(rows, -1))).isCloseTo(2, within(1e-6));
    assertThat(ViewAlignment.cosine(rows, scaled(rows, -3))).isCloseTo(-1, within(1e-6));
  }

  @Test
  void uniformity_has_closed_forms() {
    var point = Points.of(new float[] {1, 0, 2, 0, 3, 0}, 0, 0, 0);
    var cross = Points.of(new float[] {1, 0, 0, 5, -1, 0, 0, -1}, 0, 0, 0, 0);

    assertThat(SphereUniformity.t(2).of(point)).isCloseTo(0, within(1e-6));
    double expected = Math.log((4 * Math.exp(-2 * 2.0) + 2 * Math.exp(-2 * 4.0)) / 6);
    assertThat(SphereUniformity.t(2).of(cross)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void uniformity_runs_over_all_pairs_of_many_rows() {
    var rows = noise(700, 5, 2); // more than one block and one piece
    float[] unit = rows.unit().values();
    double sum = 0;
    for (int i = 0; i < 700; i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.exp(-3 * Math.pow(Rows.distance(unit, i, unit, j, 5), 2));
      }
    }

    assertThat(SphereUniformity.t(3).of(rows))
        .isCloseTo(Math.log(sum / (700 * 699 / 2.0)), within(1e-6));
  }

  @Test
  void a_collapsed_encoder_shows_in_the_spread() {
    var healthy = FeatureSpread.of(noise(4000, 16, 3));
    var point = FeatureSpread.of(Points.of(new float[] {1, 2, 1, 2, 1, 2}, 0, 0, 0));
    var twins = new float[200];
    for (int i = 0; i < 100; i++) {
      twins[2 * i] = i % 10;
      twins[2 * i + 1] = -(i % 10);
    }

    assertThat(healthy.deviation()).isCloseTo(healthy.healthy(), within(0.005)).isLessThan(0.26);
    assertThat(healthy.cosine()).isCloseTo(0, within(0.01));
    assertThat(healthy.redundancy()).isCloseTo(0, within(0.002));
    assertThat(point.deviation()).isZero();
    assertThat(point.cosine()).isCloseTo(1, within(1e-6));
    assertThat(FeatureSpread.of(Points.of(twins, new int[100])).redundancy())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void spectra_have_closed_forms() {
    var axes = Points.of(new float[] {3, 0, 0, 0, 3, 0, 0, 0, 3}, 0, 0, 0);
    var line = Points.of(new float[] {1, 2, 2, 4, -3, -6}, 0, 0, 0);

    assertThat(Spectrum.of(axes).values()).containsExactly(new double[] {3, 3, 3}, within(1e-9));
    assertThat(Spectrum.of(axes).effectiveRank()).isCloseTo(3, within(1e-9));
    assertThat(Spectrum.of(axes).participationRatio()).isCloseTo(3, within(1e-9));
    assertThat(Spectrum.of(axes).stableRank()).isCloseTo(3, within(1e-9));
    assertThat(Spectrum.centred(axes).effectiveRank())
        .as("two lie beside")
        .isCloseTo(2, within(1e-6));
    assertThat(Spectrum.of(line).effectiveRank()).isCloseTo(1, within(1e-5));
    assertThat(Spectrum.of(line).values()[0]).isCloseTo(Math.sqrt(5 * 14), within(1e-6));
  }

  @Test
  void fewer_rows_than_columns_have_as_many_singular_values_as_rows() {
    assertThat(Spectrum.of(noise(4, 9, 4)).values()).hasSize(4);
    var zero = Points.of(new float[6], 0, 0);
    assertThat(Spectrum.of(zero).effectiveRank()).isZero();
    assertThat(Spectrum.of(zero).stableRank()).isZero();
    assertThat(Spectrum.of(zero).participationRatio()).isZero();
  }

  @Test
  void alignment_of_representations_ignores_rotation_and_scale_and_sees_noise() {
    var rows = noise(500, 8, 5);

    assertThat(LinearCka.of(rows, rows)).isCloseTo(1, within(1e-9));
    assertThat(LinearCka.of(rows, scaled(turned(rows, 0.7), 5))).isCloseTo(1, within(1e-6));
    assertThat(LinearCka.of(rows, noise(500, 11, 6))).isLessThan(0.05);
    assertThatThrownBy(() -> LinearCka.of(rows, noise(499, 8, 5)))
        .hasMessageContaining("500 and 499");
    var collapsed = Points.of(new float[500], new int[500]);
    assertThatThrownBy(() -> LinearCka.of(rows, collapsed)).hasMessageContaining("collapsed");
  }

  @Test
  void components_are_orthogonal_and_explain_all_variance_together() {
    var rows = Points.clouds(300, 5, 3, 0.7, 7);
    var found = Pca.components(5).of(rows);

    assertThat(Arrays.stream(found.varianceRatio()).sum()).isCloseTo(1, within(1e-9));
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j <= i; j++) {
        double dot = 0;
        for (int k = 0; k < 5; k++) {
          dot += found.component(i)[k] * found.component(j)[k];
        }
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-9));
      }
    }
    double[][] projected = found.project(rows);
    double mean = Arrays.stream(projected).mapToDouble(row -> row[1]).average().orElseThrow();
    double variance =
        Arrays.stream(projected).mapToDouble(row -> Math.pow(row[1] - mean, 2)).sum() / 299;
    assertThat(mean).isCloseTo(0, within(1e-9));
    assertThat(variance).isCloseTo(found.variance()[1], within(1e-9));
    assertThatThrownBy(() -> Pca.components(6).of(rows)).hasMessageContaining("components");
  }

  @Test
  void classes_that_are_points_have_collapsed() {
    var points = Points.of(new float[] {3, 0, 5, 0, 0, 1, 0, 7}, 0, 0, 1, 1);
    var same = Points.of(new float[] {3, 0, 3, 0, 0, 1, 0, 1}, 0, 0, 1, 1);

    var found = ClassSpread.of(points);

    assertThat(found.intra()).isCloseTo(0, within(1e-7));
    assertThat(found.inter()).isCloseTo(1, within(1e-7));
    assertThat(found.tolerance()).isCloseTo(1, within(1e-7));
    assertThat(found.collapse()).as("their lengths differ").isPositive();
    assertThat(ClassSpread.of(same).collapse()).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3})
  void spread_of_classes_is_what_plain_loops_compute(int seed) {
    var rows = Points.clouds(60, 3, 3, 1, seed);
    int[] labels = rows.images().labels();
    double close = 0;
    int pairs = 0;
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 60; j++) {
        if (i != j && labels[i] == labels[j]) {
          close += Rows.dot(rows.unit().values(), i, rows.unit().values(), j, 3);
          pairs++;
        }
      }
    }

    var found = ClassSpread.of(rows);

    assertThat(found.tolerance()).isCloseTo(close / pairs, within(1e-6));
    assertThat(found.ratio()).isCloseTo(found.intra() / found.inter(), within(1e-12));
    assertThat(found.collapse()).isCloseTo(collapse(rows, labels), within(1e-6));
  }

  /** NC1 of three classes in three dimensions, with the inverse on the plane of their means. */
  private static double collapse(Embeddings rows, int[] labels) {
    var means = new double[4][3]; // the last is the mean of the three
    for (int i = 0; i < labels.length; i++) {
      for (int d = 0; d < 3; d++) {
        means[labels[i]][d] += rows.get(i, d) * 3.0 / labels.length;
        means[3][d] += rows.get(i, d) / (double) labels.length;
      }
    }
    var between = new double[3][3];
    var within = new double[3][3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        for (int c = 0; c < 3; c++) {
          between[a][b] += (means[c][a] - means[3][a]) * (means[c][b] - means[3][b]) / 3;
        }
        for (int i = 0; i < labels.length; i++) {
          double x = rows.get(i, a) - means[labels[i]][a];
          within[a][b] += x * (rows.get(i, b) - means[labels[i]][b]) / labels.length;
        }
      }
    }
    double[][] u = plane(means);
    double[][] small = new double[2][2];
    double[][] inside = new double[2][2];
    for (int a = 0; a < 2; a++) {
      for (int b = 0; b < 2; b++) {
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 3; j++) {
            small[a][b] += u[a][i] * between[i][j] * u[b][j];
            inside[a][b] += u[a][i] * within[i][j] * u[b][j];
          }
        }
      }
    }
    double det = small[0][0] * small[1][1] - small[0][1] * small[1][0];
    return (inside[0][0] * small[1][1]
            - inside[0][1] * small[1][0]
            - inside[1][0] * small[0][1]
            + inside[1][1] * small[0][0])
        / det
        / 3;
  }

  private static double[][] plane(double[][] means) {
    var u = new double[2][3];
    for (int i = 0; i < 3; i++) {
      u[0][i] = means[0][i] - means[3][i];
      u[1][i] = means[1][i] - means[3][i];
    }
    for (int a = 0; a < 2; a++) {
      double along = a == 0 ? 0 : u[0][0] * u[1][0] + u[0][1] * u[1][1] + u[0][2] * u[1][2];
      for (int i = 0; i < 3; i++) {
        u[a][i] -= a == 0 ? 0 : along * u[0][i];
      }
      double length = Math.sqrt(u[a][0] * u[a][0] + u[a][1] * u[a][1] + u[a][2] * u[a][2]);
      for (int i = 0; i < 3; i++) {
        u[a][i] /= length;
      }
    }
    return u;
  }

  @Test
  void groups_of_ones_own_take_the_place_of_classes() {
    var rows = noise(90, 4, 8);
    int[] groups = IntStream.range(0, 90).map(i -> rows.get(i, 0) > 0 ? 7 : 2).toArray();

    assertThat(ClassSpread.of(rows, groups).ratio()).isLessThan(ClassSpread.of(rows).ratio());
    assertThatThrownBy(() -> ClassSpread.of(rows, new int[90]))
        .hasMessageContaining("different groups");
    assertThatThrownBy(() -> ClassSpread.of(rows, new int[3]))
        .hasMessageContaining("90 rows and 3");
  }

  @OnBothEngines
  void a_monitor_watches_for_collapse(Backend backend) {
    Engines.use(backend.name());
    var images = TinyImages.grey(32, 12, 1);
    try (var encoder = Encoder.random(ConvNet.widths(4, 8).withGrid(2), images, 3)) {
      var found = Collapse.on(images).measure(encoder);

      assertThat(found).containsOnlyKeys("spread", "rank");
      assertThat(found.get("spread")).isBetween(0.0, 1.01);
      assertThat(found.get("rank")).isBetween(1.0, (double) encoder.width());
    }
  }
}
