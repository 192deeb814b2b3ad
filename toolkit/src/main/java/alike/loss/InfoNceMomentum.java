package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Picks a teacher's embedding of another view of the image out of the teacher's embeddings of the
 * batch: the loss of MoCo v3.
 *
 * <p>{@code L = Σ_{v≠w} 2τ · 1/N Σᵢ [ ln Σⱼ exp(qᵛᵢ·kʷⱼ/τ) − qᵛᵢ·kʷᵢ/τ ]}, with qᵛ the embeddings
 * of view v and kʷ the teacher's of view w, all brought to length 1 here. The factor 2τ keeps the
 * size of the gradient; the two directions are added, not averaged.
 *
 * <p>Shapes: views [V, N, D], N ≥ 2; {@link Role#TARGETS} [V, N, D]; result a scalar in nats times
 * 2τ. With one view the target is of another view of the image. No gradient flows into the targets.
 * {@link Role#WEIGHTS}, where the batch has them, weigh the images.
 *
 * @param temperature τ, no unit, above 0; the paper takes 1 for ResNet-50 and 0.2 for ViT
 * @see <a href="https://arxiv.org/abs/2104.02057">Chen et al. 2021, algorithm 1</a>
 */
public record InfoNceMomentum(double temperature) implements Loss, Card.Carded {

  private static final String NAME = "InfoNCE with a momentum teacher";

  /** Checks the temperature. */
  public InfoNceMomentum {
    Require.positive("temperature", temperature);
  }

  /** Returns the loss of MoCo v3 for ViT, at 0.2. */
  public static InfoNceMomentum standard() {
    return new InfoNceMomentum(0.2);
  }

  /** Returns the loss at a temperature above 0. */
  public static InfoNceMomentum temperature(double value) {
    return new InfoNceMomentum(value);
  }

  @Override
  public NDArray of(Batch batch) {
    if (batch.images() < 2) {
      throw new IllegalArgumentException(
          "%s needs 2 or more images, got %d: an image alone has nothing to be told from."
              .formatted(NAME, batch.images()));
    }
    NDArray targets = Lent.constant(batch, Role.TARGETS, NAME); // [V, N, D]
    double[] shares = Anchors.of(batch, batch.images(), NAME).shares();
    var own = Mask.diagonal(batch.images()).scaled(shares);
    return Scalars.times(
        Crossing.of(batch, NAME).stream()
            .map(pair -> one(batch.view(pair.view()), targets.get(pair.target()), own))
            .reduce(NDArray::add)
            .orElseThrow(),
        (float) (-2 * temperature));
  }

  private NDArray one(NDArray view, NDArray target, Mask own) {
    NDArray logits = Scalars.over(Logits.cosines(view, target), temperature); // [N, N]
    return Logits.weighted(logits.logSoftmax(1), own);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Picks a teacher's embedding of another view out of the teacher's embeddings of the batch.",
        "\\mathcal{L} = -\\sum_{v \\neq w} \\frac{2 \\tau}{N} \\sum_{i=1}^{N} \\log"
            + " \\frac{\\exp(q_i^v \\cdot k_i^w / \\tau)}{\\sum_{j=1}^{N} \\exp(q_i^v \\cdot k_j^w / \\tau)}",
        List.of(
            new Card.Setting(
                "temperature",
                Double.toString(temperature),
                "τ > 0; the paper takes 1 for ResNet-50, 0.2 for ViT")),
        "Chen et al. 2021, MoCo v3, arXiv 2104.02057, algorithm 1",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
