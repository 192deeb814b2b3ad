package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.check.Require;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Measures how far apart an image's views are on the unit sphere.
 *
 * <p>{@code L = mean_i ‖z¹ᵢ − z²ᵢ‖^α}, rows of length 1; with more than two views the mean over all
 * pairs of views. Alone it is least at total collapse: add {@link Uniformity}, or take {@link
 * Hypersphere}.
 *
 * <p>Shapes: views [V, N, D], V ≥ 2; result a scalar from 0 to 2^α. {@link Role#WEIGHTS}, where the
 * batch has them, weigh the images of the mean. Views that are equal have gradient 0, for every α.
 *
 * @param alpha α, above 0; the paper takes 2
 * @see <a href="https://arxiv.org/abs/2005.10242">Wang and Isola 2020, section 4.1</a>
 */
public record Alignment(double alpha) implements Loss, Card.Carded {

  private static final String NAME = "Alignment";

  private static final float NOTHING = 1e-13f; // squared distance of rows that are equal in float32

  /** Checks the exponent. */
  public Alignment {
    Require.positive("alpha", alpha);
  }

  /** Returns the paper's loss: α = 2. */
  public static Alignment standard() {
    return new Alignment(2);
  }

  /** Returns the loss with an exponent above 0. */
  public static Alignment alpha(double value) {
    return new Alignment(value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.severalViews(batch, NAME);
    int views = batch.viewCount();
    NDArray unit = Rows.unit(batch.rows()).reshape(batch.views().getShape()); // [V, N, D]
    var images = Anchors.of(batch, batch.images(), NAME);
    NDArray sum = unit.getManager().zeros(new Shape(batch.images()));
    for (int a = 0; a < views; a++) {
      for (int b = a + 1; b < views; b++) {
        NDArray squared = unit.get(a).sub(unit.get(b)).square().sum(new int[] {1}); // [N]
        sum = sum.add(power(squared));
      }
    }
    return Scalars.over(images.mean(sum), views * (views - 1) / 2.0);
  }

  /** Returns d^α from d²; where nothing lies between the rows 0, with gradient 0. */
  private NDArray power(NDArray squared) {
    if (alpha == 2) {
      return squared;
    }
    NDArray none = squared.stopGradient().lt(NOTHING).toType(squared.getDataType(), false);
    return Scalars.power(squared.add(none), (alpha / 2)).mul(none.neg().add(1));
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Measures how far apart an image's views are on the unit sphere.",
        "\\mathcal{L} = \\frac{1}{N} \\sum_{i=1}^{N} \\Vert z^1_i - z^2_i \\Vert^{\\alpha}",
        List.of(new Card.Setting("alpha", Double.toString(alpha), "α > 0; the paper takes 2")),
        "Wang and Isola 2020, arXiv 2005.10242, section 4.1",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "alpha");
  }
}
