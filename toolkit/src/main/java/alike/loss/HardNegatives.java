package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * NT-Xent whose negatives are weighted by how hard they are and freed of the positives that hide
 * among them: hard-negative contrastive learning (HCL).
 *
 * <p>{@code L = 1/2N Σᵢ −ln( pᵢ / (pᵢ + Gᵢ) )} with {@code pᵢ = exp(sᵢⱼ₍ᵢ₎/τ)}, {@code nᵢₐ =
 * exp(sᵢₐ/τ)} over the M = 2N − 2 rows of other images, {@code Rᵢ = Σₐ nᵢₐ¹⁺ᵝ / (1/M Σₐ nᵢₐᵝ)} and
 * {@code Gᵢ = max( (Rᵢ − M τ⁺ pᵢ)/(1 − τ⁺), M exp(−1/τ) )}; s is the cosine similarity, j(i) the
 * other view of the same image. β = 0 is {@link Debiased}; the gradient flows through the weights,
 * as in the released code, and is 0 where the maximum takes its second part.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; result a scalar in nats. {@link Role#WEIGHTS}, where the batch
 * has them, weigh the anchors of the mean.
 *
 * @param temperature τ, no unit, above 0; the paper takes 0.5
 * @param classPrior τ⁺, how likely another image is of the same class, in [0, 1); the paper takes
 *     0.1
 * @param beta β, 0 or more; larger weighs hard negatives more; the paper takes 1
 * @see <a href="https://arxiv.org/abs/2010.04592">Robinson et al. 2021, and its released code</a>
 */
public record HardNegatives(double temperature, double classPrior, double beta)
    implements Loss, Card.Carded {

  private static final String NAME = "Hard negatives (HCL)";

  /** Checks the settings. */
  public HardNegatives {
    Require.positive("temperature", temperature);
    Debiased.requirePrior(classPrior);
    Require.notNegative("beta", beta);
  }

  /** Returns the released code's loss: temperature 0.5, class prior 0.1, β 1. */
  public static HardNegatives standard() {
    return temperature(0.5);
  }

  /** Returns the loss at a temperature above 0. */
  public static HardNegatives temperature(double value) {
    return new HardNegatives(value, 0.1, 1);
  }

  /** Returns the same loss with another probability, in [0, 1), that a negative is none. */
  public HardNegatives withClassPrior(double value) {
    return new HardNegatives(temperature, value, beta);
  }

  /** Returns the same loss with another weight of hardness, 0 or more. */
  public HardNegatives withBeta(double value) {
    return new HardNegatives(temperature, classPrior, value);
  }

  @Override
  public NDArray of(Batch batch) {
    return of(batch, NAME);
  }

  NDArray of(Batch batch, String asking) {
    Needs.twoViews(batch, asking, "Encode two views of every image.");
    var pairs = Pairs.ofPartners(batch.images());
    NDArray raw = Scalars.over(Logits.cosines(batch.rows()), temperature); // [2N, 2N]
    // all exponentials relative to the largest of the row that counts, so that none overflows
    NDArray largest =
        Logits.only(raw.stopGradient(), pairs.both()).max(new int[] {1}, true); // [2N, 1]
    NDArray logits = raw.sub(largest);
    NDArray positive = Logits.pick(logits, pairs.positives()); // [2N, 1]
    NDArray negative = negatives(logits, pairs.negatives()); // [2N, 1]
    double count = 2 * batch.images() - 2;
    NDArray least = Scalars.times(largest.neg().sub((float) (1 / temperature)).exp(), count);
    NDArray others = // [2N, 1]
        Scalars.over(
                negative.sub(Scalars.times(positive.exp(), (count * classPrior))), (1 - classPrior))
            .maximum(least);
    NDArray losses = positive.exp().add(others).log().sub(positive);
    return Anchors.of(batch, 2 * batch.images(), asking).mean(losses);
  }

  /** Returns Σ n¹⁺ᵝ / mean nᵝ over the negatives as [2N, 1]. */
  private NDArray negatives(NDArray logits, Mask negatives) {
    if (beta == 0) {
      return Logits.logSum(logits, negatives).exp();
    }
    NDArray weighted = Logits.logSum(Scalars.times(logits, (1 + beta)), negatives);
    NDArray weights = Logits.logSum(Scalars.times(logits, beta), negatives);
    double count = negatives.counts()[0];
    return Scalars.times(weighted.sub(weights).exp(), count);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "NT-Xent whose negatives are weighted by hardness and freed of hidden positives.",
        "\\mathcal{L} = -\\frac{1}{2N} \\sum_{i=1}^{2N} \\log \\frac{p_i}{p_i + G_i}, \\quad G_i ="
            + " \\max\\left( \\frac{R_i - M \\tau^+ p_i}{1 - \\tau^+}, M e^{-1/\\tau} \\right), \\quad R_i ="
            + " \\frac{\\sum_a n_{ia}^{1+\\beta}}{\\frac{1}{M} \\sum_a n_{ia}^{\\beta}}",
        List.of(
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.5"),
            new Card.Setting(
                "classPrior",
                Double.toString(classPrior),
                "τ⁺ in [0, 1), how likely a negative is none; the paper takes 0.1"),
            new Card.Setting(
                "beta",
                Double.toString(beta),
                "β ≥ 0; larger weighs hard negatives more; 0 is Debiased; the paper takes 1")),
        "Robinson et al. 2021, arXiv 2010.04592, and its released code",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
