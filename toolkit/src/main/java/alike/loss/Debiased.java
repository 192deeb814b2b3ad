package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.show.Card;
import java.util.List;

/**
 * NT-Xent whose negatives are freed of the positives that hide among them.
 *
 * <p>{@code L = 1/2N Σᵢ −ln( pᵢ / (pᵢ + Gᵢ) )} with {@code pᵢ = exp(sᵢⱼ₍ᵢ₎/τ)}, {@code nᵢₐ =
 * exp(sᵢₐ/τ)} over the M = 2N − 2 rows of other images and {@code Gᵢ = max( (Σₐ nᵢₐ − M τ⁺ pᵢ)/(1 −
 * τ⁺), M exp(−1/τ) )}; s is the cosine similarity, j(i) the other view of the same image. τ⁺ = 0 is
 * {@link NtXent}. The gradient is 0 where the maximum takes its second part.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; result a scalar in nats. {@link Role#WEIGHTS}, where the batch
 * has them, weigh the anchors of the mean.
 *
 * @param temperature τ, no unit, above 0; the paper takes 0.5
 * @param classPrior τ⁺, how likely another image is of the same class, in [0, 1); the paper takes
 *     0.1
 * @see <a href="https://arxiv.org/abs/2007.00224">Chuang et al. 2020, and its released code</a>
 */
public record Debiased(double temperature, double classPrior) implements Loss, Card.Carded {

  private static final String NAME = "Debiased";

  /** Checks the settings. */
  public Debiased {
    Require.positive("temperature", temperature);
    requirePrior(classPrior);
  }

  static void requirePrior(double classPrior) {
    if (!(classPrior >= 0 && classPrior < 1)) {
      throw new IllegalArgumentException(
          "classPrior must lie in [0, 1), got %s. For k classes of one size it is 1/k."
              .formatted(classPrior));
    }
  }

  /** Returns the paper's loss: temperature 0.5, class prior 0.1. */
  public static Debiased standard() {
    return temperature(0.5);
  }

  /** Returns the loss at a temperature above 0. */
  public static Debiased temperature(double value) {
    return new Debiased(value, 0.1);
  }

  /** Returns the same loss with another probability, in [0, 1), that a negative is none. */
  public Debiased withClassPrior(double value) {
    return new Debiased(temperature, value);
  }

  @Override
  public NDArray of(Batch batch) {
    return new HardNegatives(temperature, classPrior, 0).of(batch, NAME);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "NT-Xent whose negatives are freed of the positives that hide among them.",
        "\\mathcal{L} = -\\frac{1}{2N} \\sum_{i=1}^{2N} \\log \\frac{p_i}{p_i + G_i}, \\quad G_i ="
            + " \\max\\left( \\frac{\\sum_a n_{ia} - M \\tau^+ p_i}{1 - \\tau^+}, M e^{-1/\\tau} \\right)",
        List.of(
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.5"),
            new Card.Setting(
                "classPrior",
                Double.toString(classPrior),
                "τ⁺ in [0, 1), how likely a negative is none; 0 is NT-Xent; the paper takes 0.1")),
        "Chuang et al. 2020, arXiv 2007.00224, and its released code",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
