package alike.evaluate;

import alike.check.Require;
import alike.model.Embeddings;

/**
 * How far apart two views of an image lie on the unit sphere: {@code mean_i ‖u_i − v_i‖^α}. In [0,
 * 2^α]; 0 when all views agree, lower is more invariant.
 *
 * @param alpha α, above 0; 2 in the source
 * @see <a href="https://arxiv.org/abs/2005.10242">Wang and Isola 2020, section 4.1.1</a>
 */
public record ViewAlignment(double alpha) {

  /** Checks α. */
  public ViewAlignment {
    Require.positive("alpha", alpha);
  }

  /** Returns the measure with an exponent, above 0. */
  public static ViewAlignment alpha(double value) {
    return new ViewAlignment(value);
  }

  /** Returns it for two views of the same images, row by row. */
  public double of(Embeddings left, Embeddings right) {
    Pairs.requireSameShape(left, right);
    float[] u = left.unit().values();
    float[] v = right.unit().values();
    double sum = 0;
    for (int row = 0; row < left.size(); row++) {
      sum += Math.pow(Rows.distance(u, row, v, row, left.width()), alpha);
    }
    return sum / left.size();
  }

  /** Returns the mean cosine similarity of two views of the same images, in [−1, 1]. */
  public static double cosine(Embeddings left, Embeddings right) {
    Pairs.requireSameShape(left, right);
    float[] u = left.unit().values();
    float[] v = right.unit().values();
    double sum = 0;
    for (int row = 0; row < left.size(); row++) {
      sum += Rows.dot(u, row, v, row, left.width());
    }
    return sum / left.size();
  }

  @Override
  public String toString() {
    return "ViewAlignment.alpha(%s)".formatted(alpha);
  }
}
