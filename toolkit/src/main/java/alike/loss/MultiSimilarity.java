package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Weighs each pair by its similarity and by how it compares with the anchor's other pairs.
 *
 * <p>{@code L = mean_i [ 1/α ln(1 + Σ_{p∈P(i)} exp(−α (sᵢₚ − λ))) + 1/β ln(1 + Σ_{n∈N(i)} exp(β
 * (sᵢₙ − λ))) ]}, s the cosine similarity. Mining leaves in P(i) what is less similar than the
 * nearest negative plus ε, and in N(i) what is more similar than the farthest positive minus ε.
 *
 * <p>Shapes: views [V, N, D] with V·N ≥ 2, labels [N]; without labels every image is a class of its
 * own. The mean runs over all rows, also those without positives or negatives: unmined they keep
 * the other term, mined they count 0.
 *
 * @param alpha α, above 0; the paper takes 2
 * @param beta β, above 0; the paper takes 50
 * @param base λ, −1 to 1; the released code takes 0.5
 * @param mining which pairs count; the paper mines
 * @param epsilon ε of the mining, 0 or more; the paper takes 0.1
 * @see <a href="https://arxiv.org/abs/1904.06627">Wang et al. 2019, section 4</a>
 */
public record MultiSimilarity(double alpha, double beta, double base, Mining mining, double epsilon)
    implements Loss, Card.Carded {

  private static final String NAME = "Multi-similarity";

  private static final double OPEN = Double.POSITIVE_INFINITY; // an ε that leaves all pairs in

  /** Which pairs count. */
  public enum Mining {
    /** All. */
    NONE,
    /** Those that are hard in comparison with the anchor's other pairs. */
    RELATIVE
  }

  /** Checks the settings. */
  public MultiSimilarity {
    Require.positive("alpha", alpha);
    Require.positive("beta", beta);
    Require.within("base", -1, 1, base);
    Require.notNegative("epsilon", epsilon);
  }

  /** Returns the paper's loss, mined: α = 2, β = 50, λ = 0.5, ε = 0.1. */
  public static MultiSimilarity standard() {
    return alpha(2);
  }

  /** Returns the loss with another α above 0. */
  public static MultiSimilarity alpha(double value) {
    return new MultiSimilarity(value, 50, 0.5, Mining.RELATIVE, 0.1);
  }

  /** Returns a copy with another β above 0. */
  public MultiSimilarity withBeta(double value) {
    return new MultiSimilarity(alpha, value, base, mining, epsilon);
  }

  /** Returns a copy with another λ, −1 to 1. */
  public MultiSimilarity withBase(double value) {
    return new MultiSimilarity(alpha, beta, value, mining, epsilon);
  }

  /** Returns a copy over other pairs. */
  public MultiSimilarity withMining(Mining value) {
    return new MultiSimilarity(alpha, beta, base, value, epsilon);
  }

  /** Returns a copy that mines with another ε, 0 or more. */
  public MultiSimilarity withEpsilon(double value) {
    return new MultiSimilarity(alpha, beta, base, mining, value);
  }

  @Override
  public NDArray of(Batch batch) {
    int[] classes = batch.rowClasses();
    int count = classes.length;
    NDArray cosines = Logits.cosines(batch.rows()); // [R, R]
    var pairs = RelativePairs.of(classes, cosines, mining == Mining.NONE ? OPEN : epsilon);
    var positives = Mask.of(count, count, pairs::positive);
    var negatives = Mask.of(count, count, pairs::negative);
    NDArray above = cosines.sub((float) base);
    NDArray pulled = Scalars.over(logSum(Scalars.times(above, -alpha), positives), alpha);
    NDArray pushed = Scalars.over(logSum(Scalars.times(above, beta), negatives), beta);
    return pulled.add(pushed).mean();
  }

  /** Returns ln(1 + Σ exp(x)) over a mask's columns as [R, 1]. */
  private static NDArray logSum(NDArray logits, Mask kept) {
    return Logits.softPlus(Logits.logSum(logits, kept));
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Weighs each pair by its similarity and by how it compares with the anchor's other pairs.",
        "\\mathcal{L} = \\frac{1}{R} \\sum_i \\left[ \\frac{1}{\\alpha} \\log \\left( 1 + \\sum_{p \\in P(i)}"
            + " \\exp(-\\alpha (s_{ip} - \\lambda)) \\right) + \\frac{1}{\\beta} \\log \\left( 1 + \\sum_{n \\in"
            + " N(i)} \\exp(\\beta (s_{in} - \\lambda)) \\right) \\right]",
        List.of(
            new Card.Setting("alpha", Double.toString(alpha), "α > 0; the paper takes 2"),
            new Card.Setting("beta", Double.toString(beta), "β > 0; the paper takes 50"),
            new Card.Setting(
                "base", Double.toString(base), "λ, −1 to 1; the released code takes 0.5"),
            new Card.Setting(
                "mining",
                mining.name(),
                "RELATIVE to the anchor's other pairs, as the paper; NONE"),
            new Card.Setting(
                "epsilon", Double.toString(epsilon), "ε ≥ 0 of the mining; the paper takes 0.1")),
        "Wang et al. 2019, arXiv 1904.06627, section 4",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "alpha");
  }
}
