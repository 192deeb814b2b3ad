package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * NT-Xent without the positive in the denominator: decoupled contrastive learning, for small
 * batches.
 *
 * <p>{@code L = 1/2N Σᵢ [ ln Σ_{a≠i,j(i)} exp(sᵢₐ/τ) − wᵢ sᵢⱼ₍ᵢ₎/τ ]}, with s the cosine similarity
 * and j(i) the other view of the same image. DCL has {@code wᵢ = 1}; DCLW has {@code wᵢ = 2 − N
 * softmaxᵢ(sᵢⱼ₍ᵢ₎/σ)} over the N images, whose mean is 1: pairs that are far apart count more.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; result a scalar in nats, which may be negative. Total collapse
 * is ln(2N − 2). {@link Role#WEIGHTS}, where the batch has them, weigh the anchors of the mean. The
 * released code returns one direction, and sums both; this is their mean.
 *
 * @param temperature τ, no unit, above 0; the released code takes 0.1
 * @param weights of the positives: none for DCL, one of two for DCLW
 * @param sigma σ of DCLW, no unit, above 0; the paper takes 0.5
 * @see <a href="https://arxiv.org/abs/2110.06848">Yeh et al. 2022, Decoupled Contrastive
 *     Learning</a>
 */
public record Dcl(double temperature, Weights weights, double sigma) implements Loss, Card.Carded {

  private static final String NAME = "DCL";

  /** How positives are weighted. */
  public enum Weights {
    /** Not at all: DCL. */
    NONE,
    /** DCLW, no gradient flowing into the weights, as in lightly. */
    DETACHED,
    /** DCLW, the gradient flowing into the weights too, as in the released code. */
    ATTACHED
  }

  /** Checks the settings. */
  public Dcl {
    Require.positive("temperature", temperature);
    Require.positive("sigma", sigma);
  }

  /** Returns DCL at 0.1. */
  public static Dcl standard() {
    return temperature(0.1);
  }

  /** Returns DCL at a temperature above 0. */
  public static Dcl temperature(double value) {
    return new Dcl(value, Weights.NONE, 0.5);
  }

  /** Returns the same loss with weights: DCLW. */
  public Dcl withWeights(Weights value) {
    return new Dcl(temperature, value, sigma);
  }

  /** Returns the same loss with another σ, above 0, for the weights of DCLW. */
  public Dcl withSigma(double value) {
    return new Dcl(temperature, weights, value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.twoViews(batch, NAME, "For more views use SupCon with Denominator.ONLY_NEGATIVES.");
    var pairs = Pairs.ofPartners(batch.images());
    NDArray cosines = Logits.cosines(batch.rows()); // [2N, 2N]
    NDArray logits = Scalars.over(cosines, temperature);
    NDArray positives = Logits.pick(logits, pairs.positives()); // [2N, 1]
    if (weights != Weights.NONE) {
      positives = positives.mul(weights(Logits.pick(cosines, pairs.positives())));
    }
    NDArray losses = Logits.logSum(logits, pairs.negatives()).sub(positives); // [2N, 1]
    return Anchors.of(batch, 2 * batch.images(), NAME).mean(losses);
  }

  /** Returns 2 − N softmax(s/σ), over the images, of [2N, 1] similarities to partners. */
  NDArray weights(NDArray similarities) {
    int rows = (int) similarities.getShape().get(0);
    NDArray views = Scalars.over(similarities.reshape(2, rows / 2), sigma);
    NDArray all = Scalars.times(views.softmax(1), rows / 2f).neg().add(2).reshape(rows, 1);
    return weights == Weights.DETACHED ? all.stopGradient() : all;
  }

  @Override
  public Card card() {
    boolean weighted = weights != Weights.NONE;
    return new Card(
        weighted ? "DCLW" : NAME,
        "NT-Xent without the positive in the denominator"
            + (weighted ? ", pairs that are far apart counting more." : "."),
        "\\mathcal{L} = \\frac{1}{2N} \\sum_{i=1}^{2N} \\left( - "
            + (weighted ? "w_i \\," : "")
            + " \\frac{z_i \\cdot z_{j(i)}}{\\tau} + \\log \\sum_{a \\neq i, j(i)} \\exp(z_i \\cdot z_a / \\tau) \\right)"
            + (weighted
                ? ", \\quad w_i = 2 - N \\frac{\\exp(z_i \\cdot z_{j(i)} / \\sigma)}{\\sum_k \\exp(z_k \\cdot z_{j(k)} / \\sigma)}"
                : ""),
        List.of(
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; released code: 0.1"),
            new Card.Setting(
                "weights",
                weights.name(),
                "NONE: DCL; DCLW: DETACHED as in lightly, ATTACHED as in the released code"),
            new Card.Setting(
                "sigma", Double.toString(sigma), "σ > 0 of DCLW's weights; the paper takes 0.5")),
        "Yeh et al. 2022, arXiv 2110.06848",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
