package alike.evaluate;

import alike.check.Require;
import alike.model.Embeddings;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * How close embeddings lie within classes (or clusters), against how far the classes lie apart.
 * With z rows of length 1 and c_k the mean of class k brought to length 1:
 *
 * @param intra {@code mean_i (1 − z_i · c(i))}, in [0, 1]; → 0 as classes collapse to points
 * @param inter {@code mean_{k≠l} (1 − c_k · c_l)}, in [0, 2]; 1 for orthogonal classes, 1 + 1/(K −
 *     1) for a simplex
 * @param ratio intra / inter; infinite if all classes share one direction
 * @param tolerance mean cosine similarity of two different rows of one class, in [−1, 1]
 * @param collapse NC1, {@code tr(Σ_W Σ_B⁺) / K} of the rows as they are, with Σ_W and Σ_B the
 *     covariances within and between the classes and ⁺ the pseudo-inverse; 0 or more, → 0 as
 *     classes collapse
 * @see <a href="https://arxiv.org/abs/2012.09740">Wang and Liu 2021, section 4.3, tolerance</a>
 * @see <a href="https://arxiv.org/abs/2008.08186">Papyan et al. 2020, NC1</a>
 */
public record ClassSpread(
    double intra, double inter, double ratio, double tolerance, double collapse) {

  /** Measures embeddings by the labels of their images. */
  public static ClassSpread of(Embeddings rows) {
    return of(rows, rows.images().labels());
  }

  /**
   * Measures embeddings by other groups, for example clusters.
   *
   * @param groups one number a row, from 0; two different ones or more
   */
  public static ClassSpread of(Embeddings rows, int[] groups) {
    Labels.requireOneEach("rows", rows.size(), groups);
    int[] dense = dense(groups);
    int classes = Labels.classes(dense);
    Require.atLeast("the number of different groups", 2, classes);
    int[] sizes = Labels.counts(dense, classes);
    float[] unit = rows.unit().values();
    double[][] sums = sums(unit, dense, classes, rows.width());
    double intra = intra(unit, dense, sums);
    double inter = inter(sums);
    return new ClassSpread(
        intra,
        inter,
        intra / inter,
        tolerance(unit, dense, sums, sizes),
        collapse(rows, dense, sizes));
  }

  /** Numbers the groups anew, without gaps. */
  private static int[] dense(int[] groups) {
    int[] known = Arrays.stream(groups).sorted().distinct().toArray();
    return Arrays.stream(groups).map(group -> Arrays.binarySearch(known, group)).toArray();
  }

  private static double[][] sums(float[] rows, int[] groups, int classes, int width) {
    var sums = new double[classes][width];
    for (int i = 0; i < rows.length; i++) {
      sums[groups[i / width]][i % width] += rows[i];
    }
    return sums;
  }

  private static double length(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(each -> each * each).sum());
  }

  private static double intra(float[] unit, int[] groups, double[][] sums) {
    double[] lengths = Arrays.stream(sums).mapToDouble(ClassSpread::length).toArray();
    int width = sums[0].length;
    double close = 0;
    for (int i = 0; i < unit.length; i++) {
      int group = groups[i / width];
      close += lengths[group] == 0 ? 0 : unit[i] * sums[group][i % width] / lengths[group];
    }
    return Math.max(0, 1 - close / groups.length);
  }

  private static double inter(double[][] sums) {
    double apart = 0;
    for (int k = 0; k < sums.length; k++) {
      for (int l = 0; l < k; l++) {
        double dot = 0;
        for (int i = 0; i < sums[k].length; i++) {
          dot += sums[k][i] * sums[l][i];
        }
        double lengths = length(sums[k]) * length(sums[l]);
        apart += 1 - (lengths == 0 ? 0 : dot / lengths);
      }
    }
    return Math.max(0, apart / (0.5 * sums.length * (sums.length - 1)));
  }

  private static double tolerance(float[] unit, int[] groups, double[][] sums, int[] sizes) {
    double close = 0;
    double pairs = 0;
    for (int k = 0; k < sums.length; k++) {
      close += length(sums[k]) * length(sums[k]);
      pairs += sizes[k] * (sizes[k] - 1.0);
    }
    for (int row = 0; row < groups.length; row++) {
      close -= Rows.square(unit, row, sums[0].length);
    }
    return pairs == 0 ? Double.NaN : close / pairs;
  }

  private static double collapse(Embeddings rows, int[] groups, int[] sizes) {
    int width = rows.width();
    float[] values = rows.values();
    double[][] means = sums(values, groups, sizes.length, width);
    double[] middle = Rows.mean(rows);
    for (int k = 0; k < means.length; k++) {
      for (int i = 0; i < width; i++) {
        means[k][i] = means[k][i] / sizes[k] - middle[i];
      }
    }
    double[][] between = between(means);
    EigenDecomposition eigen = Gram.eigen(between);
    double[][] all = Gram.of(values, width, true);
    var within = new double[width][width]; // all = between + within, classes weighted by size
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        within[i][j] = all[i][j] / groups.length;
        for (int k = 0; k < means.length; k++) {
          within[i][j] -= means[k][i] * means[k][j] * sizes[k] / groups.length;
        }
      }
    }
    double trace = 0;
    for (int e = 0; e < Math.min(width, sizes.length - 1); e++) {
      double value = eigen.getRealEigenvalue(e);
      if (value > 1e-10 * eigen.getRealEigenvalue(0)) {
        trace += quadratic(within, eigen.getEigenvector(e).toArray()) / value;
      }
    }
    return Math.max(0, trace / sizes.length);
  }

  private static double[][] between(double[][] means) {
    int width = means[0].length;
    var between = new double[width][width];
    for (var mean : means) {
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          between[i][j] += mean[i] * mean[j] / means.length;
        }
      }
    }
    return between;
  }

  private static double quadratic(double[][] matrix, double[] vector) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        sum += vector[i] * matrix[i][j] * vector[j];
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "intra %.4f, inter %.4f, ratio %.4f, tolerance %.4f, NC1 %.4g",
        intra,
        inter,
        ratio,
        tolerance,
        collapse);
  }
}
