package alike.evaluate;

import alike.check.Require;
import alike.engine.Panels;
import alike.engine.Products;
import alike.model.Embeddings;

/**
 * How evenly embeddings cover the unit sphere: {@code ln mean_{i<j} exp(−t ‖z_i − z_j‖²)}, over all
 * pairs. 0 when collapsed to a point, near −2t when pairs are orthogonal (t = 2: about −4); lower
 * is more even. Memory does not grow with the pairs.
 *
 * @param t above 0; 2 in the source
 * @see <a href="https://arxiv.org/abs/2005.10242">Wang and Isola 2020, section 4.1.2</a>
 */
public record SphereUniformity(double t) {

  /** Checks t. */
  public SphereUniformity {
    Require.positive("t", t);
  }

  /** Returns the measure with a factor, above 0. */
  public static SphereUniformity t(double value) {
    return new SphereUniformity(value);
  }

  /** Returns it for two embeddings or more. */
  public double of(Embeddings rows) {
    Require.atLeast("rows", 2, rows.size());
    float[] unit = rows.unit().values();
    var sums = new double[rows.size()];
    var squares = new double[rows.size()];
    for (int row = 0; row < squares.length; row++) {
      squares[row] = Rows.square(unit, row, rows.width()); // 1, or 0 for a row of zeros
    }
    Products.each(
        unit,
        Panels.of(unit, rows.size(), rows.width()),
        () ->
            (row, column, products, at, count) -> {
              for (int i = 0; i < count && column + i < row; i++) {
                double apart = squares[row] + squares[column + i] - 2.0 * products[at + i];
                sums[row] += Math.exp(-t * Math.max(0, apart));
              }
            });
    double sum = 0;
    for (double each : sums) {
      sum += each;
    }
    return Math.log(sum / (0.5 * rows.size() * (rows.size() - 1.0)));
  }

  @Override
  public String toString() {
    return "SphereUniformity.t(%s)".formatted(t);
  }
}
