package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.SplitMix64;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WMseTest implements VariantContract {

  @Override
  public List<Variant> variants() {
    return List.of(
        Variant.raw(WMse.group(128).withEpsilon(0.1), (rows, sample) -> plain(rows, sample, 0.1)),
        Variant.raw(WMse.group(12).withEpsilon(0.5), (rows, sample) -> plain(rows, sample, 0.5)));
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 12, 3, seed);
  }

  /** Leaves out equal rows: less their mean they are rounding, whose direction says nothing. */
  @Override
  public Map<String, Sample> edges() {
    var edges = VariantContract.super.edges();
    edges.remove("all rows equal");
    return edges;
  }

  /** Returns the loss of one group. */
  private static double plain(double[][] rows, Sample sample, double epsilon) {
    int images = sample.images();
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < sample.views(); a++) {
      for (int b = a + 1; b < sample.views(); b++) {
        double[][] one = whitened(Oracle.view(rows, a, images), epsilon);
        double[][] other = whitened(Oracle.view(rows, b, images), epsilon);
        for (int i = 0; i < images; i++) {
          sum += 2 - 2 * Oracle.cosines(new double[][] {one[i]}, new double[][] {other[i]})[0][0];
        }
        pairs++;
      }
    }
    return sum / pairs / images;
  }

  /** Returns rows whose whitening solves L x̂ = x − mean by forward substitution. */
  private static double[][] whitened(double[][] view, double epsilon) {
    int width = view[0].length;
    double[][] centred = Arrays.stream(view).map(double[]::clone).toArray(double[][]::new);
    for (int d = 0; d < width; d++) {
      int column = d;
      double mean = Arrays.stream(view).mapToDouble(row -> row[column]).average().orElseThrow();
      for (double[] row : centred) {
        row[d] -= mean;
      }
    }
    var factor = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = i == j ? epsilon : 0;
        for (double[] row : centred) {
          rest += (1 - epsilon) * row[i] * row[j] / (view.length - 1);
        }
        rest -= Oracle.dot(factor[i], factor[j]);
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
    }
    for (double[] row : centred) {
      for (int i = 0; i < width; i++) {
        double sum = row[i];
        for (int k = 0; k < i; k++) {
          sum -= factor[i][k] * row[k];
        }
        row[i] = sum / factor[i][i];
      }
    }
    return centred;
  }

  @OnBothEngines(seeds = {1, 2})
  void whitens_fully_as_released(Backend backend, int seed) {
    agrees(
        backend,
        Variant.raw(WMse.standard(), (rows, sample) -> plain(rows, sample, 0)),
        Sample.random(3, 20, 4, seed));
  }

  @OnBothEngines
  void whitens_each_group_by_itself(Backend backend) {
    var sample = sample(1);
    double[][] rows = sample.rows();
    double first = half(rows, i -> i);
    double second = half(rows, i -> 6 + i);

    assertThat(sample.value(backend, WMse.group(6))).isCloseTo((first + second) / 2, within(2e-5));
  }

  @OnBothEngines
  void further_passes_take_other_groups(Backend backend) {
    var sample = sample(1);
    double[][] rows = sample.rows();
    int[] order = SplitMix64.of(1).permutation(12);
    double first = (half(rows, i -> i) + half(rows, i -> 6 + i)) / 2;
    double second = (half(rows, i -> order[i]) + half(rows, i -> order[6 + i])) / 2;

    assertThat(sample.value(backend, WMse.group(6).withIterations(2)))
        .isCloseTo((first + second) / 2, within(2e-5));
    assertThat(second).isNotCloseTo(first, within(1e-3));
  }

  private static double half(double[][] rows, java.util.function.IntUnaryOperator image) {
    var group = new double[12][];
    for (int i = 0; i < 6; i++) {
      group[i] = rows[image.applyAsInt(i)];
      group[6 + i] = rows[12 + image.applyAsInt(i)];
    }
    return plain(group, Sample.random(2, 6, 3, 1), 0);
  }

  @OnBothEngines
  void stretching_the_embeddings_changes_nothing(Backend backend) {
    var sample = Sample.random(2, 20, 3, 4);
    double value = sample.value(backend, WMse.standard());

    assertThat(sample.map(x -> 7 * x + 3).value(backend, WMse.standard()))
        .isCloseTo(value, within(1e-4));
  }

  @OnBothEngines
  void weighs_images(Backend backend) {
    var sample = sample(1);
    var weights = new float[12];
    weights[3] = 2;
    double[][] rows = sample.rows();
    double[][] one = whitened(Oracle.view(rows, 0, 12), 0);
    double[][] other = whitened(Oracle.view(rows, 1, 12), 0);
    double expected =
        2 - 2 * Oracle.cosines(new double[][] {one[3]}, new double[][] {other[3]})[0][0];

    double found =
        sample.value(
            backend,
            batch ->
                WMse.standard()
                    .of(batch.with(Role.WEIGHTS, batch.views().getManager().create(weights))));

    assertThat(found).isCloseTo(expected, within(2e-5));
  }

  @OnBothEngines
  void batches_that_are_no_whole_groups_are_refused(Backend backend) {
    assertThatThrownBy(() -> sample(1).value(backend, WMse.group(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("groups of 5", "got 12", "multiple");
    assertThatThrownBy(() -> Sample.random(1, 4, 2, 1).value(backend, WMse.standard()))
        .hasMessageContaining("2 or more views");
  }

  @Test
  void settings_out_of_range_are_refused_and_it_prints_as_java() {
    assertThatThrownBy(() -> WMse.group(1)).hasMessageContaining("group");
    assertThatThrownBy(() -> WMse.standard().withEpsilon(1)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> WMse.standard().withIterations(0)).hasMessageContaining("iterations");
    assertThat(WMse.standard()).hasToString("WMse.group(128)");
    assertThat(WMse.group(64).withEpsilon(0.1)).hasToString("WMse.group(64).withEpsilon(0.1)");
  }
}
