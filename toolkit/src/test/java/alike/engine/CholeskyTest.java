package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;

class CholeskyTest {

  /** Returns X Xᵀ + I for random X, column by column as well as row by row. */
  private static double[][] positive(int width, int seed) {
    var random = new SplittableRandom(seed);
    var root = new double[width][width];
    for (double[] row : root) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    var matrix = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        matrix[i][j] = (i == j ? 1 : 0) + dot(root[i], root[j]);
      }
    }
    return matrix;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Returns L⁻¹ by the textbook: the factor row by row, then forward substitution. */
  private static double[][] plain(double[][] matrix) {
    int width = matrix.length;
    var factor = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j] - dot(factor[i], factor[j]);
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
    }
    var inverse = new double[width][width];
    for (int column = 0; column < width; column++) {
      for (int i = column; i < width; i++) {
        double sum = i == column ? 1 : 0;
        for (int k = column; k < i; k++) {
          sum -= factor[i][k] * inverse[k][column];
        }
        inverse[i][column] = sum / factor[i][i];
      }
    }
    return inverse;
  }

  private static float[] floats(double[][]... matrices) {
    var all = Arrays.stream(matrices).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream);
    double[] numbers = all.toArray();
    var floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @OnBothEngines(seeds = {1, 2})
  void inverts_the_factor_of_each_matrix(Backend backend, int seed) {
    for (int width : new int[] {1, 2, 3, 5, 8, 13}) {
      double[][] one = positive(width, seed);
      double[][] other = positive(width, seed + 10);
      try (var manager = backend.open()) {
        NDArray matrices = manager.create(floats(one, other), new Shape(2, width, width));

        float[] found = Cholesky.inverse(matrices).toFloatArray();

        assertThat(found)
            .as("width %d", width)
            .containsExactly(floats(plain(one), plain(other)), within(2e-5f));
      }
    }
  }

  @OnBothEngines(seeds = {1, 2})
  void has_the_gradient_of_finite_differences(Backend backend, int seed) {
    double[][] matrix = positive(5, seed);
    double[][] weights = positive(5, seed + 20);

    var graded =
        Graded.of(
            backend,
            floats(matrix),
            new Shape(1, 5, 5),
            a -> {
              NDArray factors = a.getManager().create(floats(weights), new Shape(1, 5, 5));
              NDArray symmetric = a.add(a.transpose(0, 2, 1)).div(2);
              return Cholesky.inverse(symmetric).mul(factors).sum();
            });

    double h = 1e-6;
    for (int i = 0; i < 25; i++) {
      int row = i / 5;
      int column = i % 5;
      double above = value(moved(matrix, row, column, h), weights);
      double below = value(moved(matrix, row, column, -h), weights);
      assertThat((double) graded.gradient()[i])
          .as("by number %d", i)
          .isCloseTo((above - below) / (2 * h), within(1e-4));
    }
  }

  private static double[][] moved(double[][] matrix, int row, int column, double h) {
    double[][] moved = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    moved[row][column] += h / 2;
    moved[column][row] += h / 2;
    return moved;
  }

  private static double value(double[][] matrix, double[][] weights) {
    double[][] inverse = plain(matrix);
    double sum = 0;
    for (int i = 0; i < inverse.length; i++) {
      sum += dot(inverse[i], weights[i]);
    }
    return sum;
  }

  @OnBothEngines
  void is_finite_where_a_matrix_says_nothing_of_a_direction(Backend backend) {
    float[] singular = {1, 1, 0, 1, 1, 0, 0, 0, 0};

    var graded =
        Graded.of(backend, singular, new Shape(1, 3, 3), a -> Cholesky.inverse(a).square().sum());
    var nothing =
        Graded.of(
            backend, new float[9], new Shape(1, 3, 3), a -> Cholesky.inverse(a).mul(1e-9f).sum());

    assertThat(graded.value()).isFinite();
    assertThat(nothing.value()).isFinite();
    for (float number : graded.gradient()) {
      assertThat(number).isFinite();
    }
  }
}
