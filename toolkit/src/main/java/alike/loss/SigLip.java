package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Tells for each image and text whether they belong together, pair by pair: the sigmoid loss of
 * SigLIP. The two towers are the two views.
 *
 * <p>{@code L = −1/N Σᵢ Σⱼ ln σ( yᵢⱼ (e·sᵢⱼ + b) )}, with sᵢⱼ the cosine similarity of view 0 of i
 * and view 1 of j, y 1 on the diagonal and −1 off it, e the scale and b the bias. It is divided by
 * N, not by the number of pairs.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; {@link Role#LOG_SCALE} and {@link Role#BIAS}, one number each,
 * where they are learned; result a scalar in nats. {@link Role#WEIGHTS}, where the batch has them,
 * weigh the images of view 0.
 *
 * @param scale factor of the similarities, above 0: the value if fixed, the first if learned; the
 *     paper starts at 10
 * @param bias what is added to the logits: the value if fixed, the first if learned; the paper
 *     starts at −10, so that the many negatives begin near a loss of 0
 * @param scaling whether scale and bias are learned, as in the paper, or fixed
 * @see <a href="https://arxiv.org/abs/2303.15343">Zhai et al. 2023, algorithm 1</a>
 */
public record SigLip(double scale, double bias, Scaling scaling) implements Loss, Card.Carded {

  private static final String NAME = "SigLIP";

  /** Checks the settings. */
  public SigLip {
    Require.positive("scale", scale);
    Require.within("bias", -1e6, 1e6, bias);
  }

  /** Returns the paper's loss: learned scale and bias that start at 10 and −10. */
  public static SigLip standard() {
    return new SigLip(10, -10, Scaling.LEARNED);
  }

  /** Returns the same loss with another scale above 0, or another start of it. */
  public SigLip withScale(double value) {
    return new SigLip(value, bias, scaling);
  }

  /** Returns the same loss with another bias, or another start of it. */
  public SigLip withBias(double value) {
    return new SigLip(scale, value, scaling);
  }

  /** Returns the same loss with scale and bias learned or fixed. */
  public SigLip withScaling(Scaling value) {
    return new SigLip(scale, bias, value);
  }

  @Override
  public List<Learned> learned(int width) {
    return scaling == Scaling.LEARNED
        ? List.of(Learned.number(Role.LOG_SCALE, Math.log(scale)), Learned.number(Role.BIAS, bias))
        : List.of();
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.twoViews(batch, NAME, "Give the embeddings of the two towers, Batch.of(images, texts).");
    int images = batch.images();
    NDArray logits = logits(Logits.cosines(batch.view(0), batch.view(1)), batch); // [N, N]
    NDArray signs = // −y
        Scalars.times(Mask.diagonal(images).in(logits.getManager()), -2).add(1);
    NDArray losses = Logits.softPlus(logits.mul(signs)).sum(new int[] {1}); // [N]
    return Anchors.of(batch, images, NAME).mean(losses);
  }

  private NDArray logits(NDArray cosines, Batch batch) {
    return scaling == Scaling.FIXED
        ? Scalars.times(cosines, scale).add((float) bias)
        : cosines
            .mul(Lent.flowing(batch, Role.LOG_SCALE, NAME).exp())
            .add(Lent.flowing(batch, Role.BIAS, NAME));
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Tells for each image and text whether they belong together, pair by pair.",
        "\\mathcal{L} = -\\frac{1}{N} \\sum_{i=1}^{N} \\sum_{j=1}^{N} \\log \\frac{1}{1 + \\exp(-y_{ij} (e \\, s_{ij} +"
            + " b))}",
        List.of(
            new Card.Setting(
                "scale", Double.toString(scale), "e > 0, its start if learned; the paper's is 10"),
            new Card.Setting(
                "bias", Double.toString(bias), "b, its start if learned; the paper's is −10"),
            new Card.Setting("scaling", scaling.name(), "the paper's is LEARNED, e as ln e")),
        "Zhai et al. 2023, arXiv 2303.15343, algorithm 1",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "");
  }
}
