package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Makes each dimension agree between two views and say nothing of any other dimension.
 *
 * <p>{@code L = Σ_d (1 − C_dd)² + λ Σ_d Σ_{e≠d} C_de²}, with C the cross-correlation of the two
 * views over the batch: {@code C = ẑ¹ᵀ ẑ² / N}, {@code ẑ = (z − mean) / √(variance + ε)} by column,
 * the variance divided by N.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; result a scalar, a sum over dimensions: it grows with D, and
 * about D is its value where the views have nothing in common. A dimension that never changes
 * counts 1. {@link Role#WEIGHTS}, where the batch has them, weigh the images in C, but not in mean
 * and variance: this is ours.
 *
 * @param lambda λ, no unit, 0 or more: what redundant dimensions cost; the paper takes 0.0051
 * @param epsilon ε, above 0, keeps dead dimensions finite; the released code takes 1e-5
 * @see <a href="https://arxiv.org/abs/2103.03230">Zbontar et al. 2021, eq. 1 and 2</a>
 */
public record BarlowTwins(double lambda, double epsilon) implements Loss, Card.Carded {

  private static final String NAME = "Barlow Twins";

  /** Checks the settings. */
  public BarlowTwins {
    Require.notNegative("lambda", lambda);
    Require.positive("epsilon", epsilon);
  }

  /** Returns the paper's loss: λ = 0.0051. */
  public static BarlowTwins standard() {
    return new BarlowTwins(0.0051, 1e-5);
  }

  /** Returns the loss with another cost of redundancy. */
  public static BarlowTwins lambda(double value) {
    return new BarlowTwins(value, standard().epsilon);
  }

  /** Returns a copy with another ε. */
  public BarlowTwins withEpsilon(double value) {
    return new BarlowTwins(lambda, value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.twoViews(batch, NAME, "Augment each image twice, and use batches of 2 or more.");
    NDArray first = standardised(batch.view(0));
    NDArray second = standardised(batch.view(1));
    NDArray shares = shares(batch, first); // [N, 1], 1/N each
    NDArray correlation = first.mul(shares).transpose().matMul(second); // [D, D]
    NDArray own = first.mul(second).mul(shares).sum(new int[] {0}); // [D], the diagonal
    NDArray others = correlation.square().sum().sub(own.square().sum());
    return own.sub(1).square().sum().add(Scalars.times(others, lambda));
  }

  private static NDArray shares(Batch batch, NDArray view) {
    double[] shares = Anchors.of(batch, batch.images(), NAME).shares();
    var numbers = new float[shares.length];
    for (int image = 0; image < numbers.length; image++) {
      numbers[image] = (float) shares[image];
    }
    return view.getManager().create(numbers, new Shape(numbers.length, 1));
  }

  /** Returns the columns with mean 0 and variance 1; divided by large entries before squaring. */
  private NDArray standardised(NDArray view) {
    NDArray size = view.stopGradient().abs().max(new int[] {0}, true).maximum(1f); // [1, D]
    NDArray scaled = view.div(size);
    NDArray centred = scaled.sub(scaled.mean(new int[] {0}, true));
    NDArray variance = centred.square().mean(new int[] {0}, true);
    NDArray floor = Scalars.times(Scalars.power(size, -2f), epsilon);
    return centred.div(variance.add(floor).sqrt());
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Makes each dimension agree between two views and say nothing of any other dimension.",
        "\\mathcal{L} = \\sum_d (1 - C_{dd})^2 + \\lambda \\sum_d \\sum_{e \\neq d} C_{de}^2, \\quad"
            + " C_{de} = \\frac{1}{N} \\sum_{i=1}^{N} \\hat{z}^1_{id} \\hat{z}^2_{ie}",
        List.of(
            new Card.Setting(
                "lambda",
                Double.toString(lambda),
                "λ ≥ 0, what redundant dimensions cost; the paper takes 0.0051"),
            new Card.Setting(
                "epsilon",
                Double.toString(epsilon),
                "ε > 0, added to the variance; the released code takes 1e-5")),
        "Zbontar et al. 2021, arXiv 2103.03230, eq. 1 and 2",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "lambda");
  }
}
