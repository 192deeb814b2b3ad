package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Spreads the images of each view over the unit sphere.
 *
 * <p>{@code L = mean over views of ln mean_{i<j} exp(−t ‖zᵢ − zⱼ‖²)}, rows of length 1. Views are
 * not compared with each other. Alone it never makes views agree: take {@link Hypersphere}.
 *
 * <p>Shapes: views [V, N, D], N ≥ 2; result a scalar of −4t to 0: 0 is total collapse, about −2t is
 * what many dimensions filled evenly give.
 *
 * @param t above 0, how local the repulsion is; the paper takes 2
 * @see <a href="https://arxiv.org/abs/2005.10242">Wang and Isola 2020, section 4.1</a>
 */
public record Uniformity(double t) implements Loss, Card.Carded {

  private static final String NAME = "Uniformity";

  /** Checks t. */
  public Uniformity {
    Require.positive("t", t);
  }

  /** Returns the paper's loss: t = 2. */
  public static Uniformity standard() {
    return new Uniformity(2);
  }

  /** Returns the loss with another t above 0. */
  public static Uniformity t(double value) {
    return new Uniformity(value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.severalImages(batch, NAME);
    NDArray sum = batch.views().getManager().create(0f);
    for (int view = 0; view < batch.viewCount(); view++) {
      sum = sum.add(ofRows(batch.view(view)));
    }
    return Scalars.over(sum, batch.viewCount());
  }

  /** Returns ln mean exp(−t d²) over the pairs of different rows [N, D]. */
  private NDArray ofRows(NDArray rows) {
    int n = (int) rows.getShape().get(0);
    NDArray z = Rows.unit(rows);
    NDArray squares = z.square().sum(new int[] {1}, true); // [N, 1], 1, or 0 for a row of zeros
    NDArray distances =
        Scalars.times(z.matMul(z.transpose()), -2).add(squares).add(squares.transpose());
    var others = Mask.of(n, n, (i, j) -> i != j); // every pair twice
    NDArray sums = Logits.logSum(Scalars.times(distances, -t), others); // [N, 1]
    return Logits.logSum(sums.transpose()).sum().sub((float) Math.log(n * (n - 1.0)));
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Spreads the images of each view over the unit sphere.",
        "\\mathcal{L} = \\log \\frac{2}{N (N - 1)} \\sum_{i < j} \\exp( -t \\Vert z_i - z_j \\Vert^2 )",
        List.of(
            new Card.Setting(
                "t", Double.toString(t), "t > 0, how local the repulsion is; the paper takes 2")),
        "Wang and Isola 2020, arXiv 2005.10242, section 4.1",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "t");
  }
}
