package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Brings an image's views together and spreads the images over the unit sphere: alignment and
 * uniformity in one.
 *
 * <p>{@code L = w_a · mean_i ‖z¹ᵢ − z²ᵢ‖^α + w_u · ½ [ u(Z¹) + u(Z²) ]} with {@code u(Z) = ln
 * mean_{i<j} exp(−t ‖zᵢ − zⱼ‖²)}: {@link Alignment} and {@link Uniformity}, weighted.
 *
 * <p>Shapes: views [V, N, D], V ≥ 2, N ≥ 2; result a scalar, 0 at total collapse.
 *
 * @param t above 0, how local the repulsion is; the paper takes 2, lightly 1
 * @param alpha α, above 0; the paper takes 2
 * @param alignment w_a, 0 or more; the paper takes 1
 * @param uniformity w_u, 0 or more; the paper takes 1
 * @see <a href="https://arxiv.org/abs/2005.10242">Wang and Isola 2020, section 4.1</a>
 */
public record Hypersphere(double t, double alpha, double alignment, double uniformity)
    implements Loss, Card.Carded {

  private static final String NAME = "Hypersphere";

  /** Checks the settings. */
  public Hypersphere {
    Require.positive("t", t);
    Require.positive("alpha", alpha);
    Require.notNegative("alignment", alignment);
    Require.notNegative("uniformity", uniformity);
  }

  /** Returns the paper's loss: t = 2, α = 2, both weights 1. */
  public static Hypersphere standard() {
    return new Hypersphere(2, 2, 1, 1);
  }

  /** Returns the loss with another t above 0. */
  public static Hypersphere t(double value) {
    return new Hypersphere(value, 2, 1, 1);
  }

  /** Returns a copy with another exponent of the alignment, above 0. */
  public Hypersphere withAlpha(double value) {
    return new Hypersphere(t, value, alignment, uniformity);
  }

  /** Returns a copy with another weight of the alignment, 0 or more. */
  public Hypersphere withAlignment(double value) {
    return new Hypersphere(t, alpha, value, uniformity);
  }

  /** Returns a copy with another weight of the uniformity, 0 or more. */
  public Hypersphere withUniformity(double value) {
    return new Hypersphere(t, alpha, alignment, value);
  }

  @Override
  public NDArray of(Batch batch) {
    NDArray aligned = Scalars.times(Alignment.alpha(alpha).of(batch), alignment);
    return aligned.add(Scalars.times(Uniformity.t(t).of(batch), uniformity));
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Brings an image's views together and spreads the images over the unit sphere.",
        "\\mathcal{L} = \\frac{w_a}{N} \\sum_i \\Vert z^1_i - z^2_i \\Vert^{\\alpha}"
            + " + \\frac{w_u}{2} \\left[ u(Z^1) + u(Z^2) \\right], \\quad"
            + " u(Z) = \\log \\frac{2}{N (N - 1)} \\sum_{i < j} \\exp( -t \\Vert z_i - z_j \\Vert^2 )",
        List.of(
            new Card.Setting("t", Double.toString(t), "t > 0; the paper takes 2, lightly 1"),
            new Card.Setting("alpha", Double.toString(alpha), "α > 0; the paper takes 2"),
            new Card.Setting(
                "alignment", Double.toString(alignment), "w_a ≥ 0, its weight; the paper takes 1"),
            new Card.Setting(
                "uniformity",
                Double.toString(uniformity),
                "w_u ≥ 0, its weight; the paper takes 1")),
        "Wang and Isola 2020, arXiv 2005.10242, section 4.1",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "t");
  }
}
