package alike.evaluate;

import alike.check.Require;
import alike.model.Embeddings;
import java.util.Arrays;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Principal components: the directions in which embeddings vary most, exact, from the float64
 * eigenvectors of the covariance. Of the two signs of a direction the one counts that makes its
 * largest number positive.
 *
 * @see <a href="https://doi.org/10.1080/14786440109462720">Pearson 1901</a>
 */
public final class Pca {

  private final double[] mean;
  private final double[][] components; // [count, D]
  private final double[] variance;
  private final double total;

  private Pca(double[] mean, double[][] components, double[] variance, double total) {
    this.mean = mean;
    this.components = components;
    this.variance = variance;
    this.total = total;
  }

  /** How many components are wanted. */
  public record Components(int count) {

    /** Checks the count. */
    public Components {
      Require.positive("components", count);
    }

    /** Finds them in embeddings of as many numbers or more, and of two rows or more. */
    public Pca of(Embeddings rows) {
      Require.within("components", 1, rows.width(), count);
      Require.atLeast("rows", 2, rows.size());
      return find(rows, count);
    }
  }

  /** Returns the search for this many components, 1 or more. */
  public static Components components(int count) {
    return new Components(count);
  }

  private static Pca find(Embeddings rows, int count) {
    double[][] covariance = Gram.of(rows.values(), rows.width(), true);
    for (var line : covariance) {
      for (int i = 0; i < line.length; i++) {
        line[i] /= rows.size() - 1;
      }
    }
    double total = 0;
    for (int i = 0; i < covariance.length; i++) {
      total += covariance[i][i];
    }
    EigenDecomposition eigen = Gram.eigen(covariance);
    var components = new double[count][];
    var variance = new double[count];
    for (int i = 0; i < count; i++) {
      components[i] = signed(eigen.getEigenvector(i).toArray());
      variance[i] = Math.max(0, eigen.getRealEigenvalue(i));
    }
    return new Pca(Rows.mean(rows), components, variance, total);
  }

  private static double[] signed(double[] direction) {
    double largest = 0;
    for (double value : direction) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    double sign = Math.signum(largest);
    return Arrays.stream(direction).map(value -> sign * value).toArray();
  }

  /** Returns component {@code index}, D numbers of length 1. */
  public double[] component(int index) {
    return components[index].clone();
  }

  /** Returns the variance along each component, with N − 1; the largest first. */
  public double[] variance() {
    return variance.clone();
  }

  /** Returns each component's part of all variance, in [0, 1]. */
  public double[] varianceRatio() {
    return Arrays.stream(variance).map(each -> total == 0 ? 0 : each / total).toArray();
  }

  /** Returns embeddings in the coordinates of the components, [rows, components]. */
  public double[][] project(Embeddings rows) {
    Require.within("the width of the rows", mean.length, mean.length, rows.width());
    float[] values = rows.values();
    var projected = new double[rows.size()][components.length];
    for (int row = 0; row < projected.length; row++) {
      for (int c = 0; c < components.length; c++) {
        for (int i = 0; i < mean.length; i++) {
          projected[row][c] += (values[row * mean.length + i] - mean[i]) * components[c][i];
        }
      }
    }
    return projected;
  }
}
