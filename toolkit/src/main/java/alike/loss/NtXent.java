package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.show.Card;
import java.util.List;

/**
 * Picks each view's partner out of all other views of the batch: the loss of SimCLR.
 *
 * <p>{@code L = 1/2N Σᵢ [ ln Σ_{a≠i} exp(sᵢₐ/τ) − sᵢⱼ₍ᵢ₎/τ ]}, with s the cosine similarity and
 * j(i) the other view of the same image.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; result a scalar in nats. Chance, and total collapse, is ln(2N
 * − 1). The released TensorFlow code returns twice this value.
 *
 * @param temperature τ, no unit, above 0; smaller values punish near misses harder. The paper takes
 *     0.1 on ImageNet and 0.5 on CIFAR-10
 * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, eq. 1</a>
 */
public record NtXent(double temperature) implements Loss, Card.Carded {

  /** Checks the temperature. */
  public NtXent {
    Require.positive("temperature", temperature);
  }

  /** Returns the paper's loss for ImageNet, at 0.1. */
  public static NtXent standard() {
    return new NtXent(0.1);
  }

  /** Returns the loss at a temperature above 0. */
  public static NtXent temperature(double value) {
    return new NtXent(value);
  }

  @Override
  public NDArray of(Batch batch) {
    if (batch.viewCount() != 2 || batch.images() < 2) {
      throw new IllegalArgumentException(
          "NT-Xent needs 2 views of 2 or more images, got %d of %d. For more views use SupCon, which without labels is NT-Xent over all pairs of views."
              .formatted(batch.viewCount(), batch.images()));
    }
    var similarities = Similarities.of(batch.rows(), temperature);
    int rows = 2 * batch.images();
    var partner = new int[rows];
    for (int row = 0; row < rows; row++) {
      partner[row] = (row + batch.images()) % rows;
    }
    return similarities.meanNegativeLogProbability(Mask.one(partner));
  }

  @Override
  public Card card() {
    return new Card(
        "NT-Xent",
        "Picks each view's partner out of all other views of the batch.",
        "\\mathcal{L} = -\\frac{1}{2N} \\sum_{i=1}^{2N} \\log"
            + " \\frac{\\exp(z_i \\cdot z_{j(i)} / \\tau)}{\\sum_{a \\neq i} \\exp(z_i \\cdot z_a / \\tau)}",
        List.of(
            new Card.Setting(
                "temperature",
                Double.toString(temperature),
                "τ > 0; smaller punishes near misses harder; 0.1 ImageNet, 0.5 CIFAR-10")),
        "Chen et al. 2020, SimCLR, arXiv 2002.05709, eq. 1",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
