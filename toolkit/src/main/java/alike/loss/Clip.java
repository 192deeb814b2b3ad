package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Engines;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Picks each image's text out of all texts of the batch, and each text's image out of all images:
 * the loss of CLIP. The two towers are the two views; for two views of one tower it is symmetric
 * {@link InfoNce}.
 *
 * <p>{@code L = ½ · 1/N Σᵢ [ lnΣⱼ exp(e·sᵢⱼ) − e·sᵢᵢ + lnΣⱼ exp(e·sⱼᵢ) − e·sᵢᵢ ]}, with sᵢⱼ the
 * cosine similarity of view 0 of i and view 1 of j, and e the scale, the reciprocal of a
 * temperature.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; {@link Role#LOG_SCALE}, one number, where the scale is
 * learned; result a scalar in nats. Chance, and total collapse, is ln N. A learned scale above the
 * limit counts as the limit, its gradient is what it is at the limit, so that it finds back; the
 * paper sets the number itself back after each step. {@link Role#WEIGHTS}, where the batch has
 * them, weigh the pairs of the mean.
 *
 * @param scale factor of the similarities, above 0: the value if fixed, the first if learned; the
 *     paper starts at 1/0.07
 * @param scaling whether the scale is learned, as in the paper, or fixed
 * @param limit largest learned scale, above 0; the paper's is 100
 * @param tile rows of a tower that the engine compares with the other tower at a time, so that
 *     memory grows with tile × rows; 0 takes the fastest form
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, figure 3</a>
 */
public record Clip(double scale, Scaling scaling, double limit, int tile)
    implements Loss, Card.Carded {

  private static final String NAME = "CLIP";

  /** Checks the settings. */
  public Clip {
    Require.positive("scale", scale);
    Require.positive("limit", limit);
    Tiling.require(tile);
    if (scaling == Scaling.LEARNED && scale > limit) {
      throw new IllegalArgumentException(
          "scale %s must not be above the limit %s, where a learned scale ends. Start lower, or raise the limit."
              .formatted(scale, limit));
    }
  }

  /** Returns the paper's loss: a learned scale that starts at 1/0.07 and ends at 100. */
  public static Clip standard() {
    return new Clip(1 / 0.07, Scaling.LEARNED, 100, Tiling.AUTOMATIC);
  }

  /** Returns the loss with a fixed scale above 0. */
  public static Clip scale(double value) {
    return new Clip(value, Scaling.FIXED, 100, Tiling.AUTOMATIC);
  }

  /** Returns the same loss with another scale above 0, or another start of it. */
  public Clip withScale(double value) {
    return new Clip(value, scaling, limit, tile);
  }

  /** Returns the same loss with its scale learned or fixed. */
  public Clip withScaling(Scaling value) {
    return new Clip(scale, value, limit, tile);
  }

  /** Returns the same loss with another largest learned scale, above 0. */
  public Clip withLimit(double value) {
    return new Clip(scale, scaling, value, tile);
  }

  /** Returns the same loss with so many rows compared at a time; 0 takes the fastest form. */
  public Clip tile(int value) {
    return new Clip(scale, scaling, limit, value);
  }

  @Override
  public List<Learned> learned(int width) {
    return scaling == Scaling.LEARNED
        ? List.of(Learned.number(Role.LOG_SCALE, Math.log(scale)))
        : List.of();
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.twoViews(batch, NAME, "Give the embeddings of the two towers, Batch.of(images, texts).");
    return Tiling.form(batch, batch.images(), batch.images(), tile)
        .map(form -> form.between(batch.views(), shares(batch), scale(batch)))
        .orElseGet(() -> plain(batch));
  }

  private double[] shares(Batch batch) {
    return Anchors.of(batch, batch.images(), NAME).shares();
  }

  private Scale scale(Batch batch) {
    if (scaling == Scaling.FIXED) {
      return new Scale(scale, null);
    }
    NDArray log = batch.get(Role.LOG_SCALE, NAME);
    return new Scale(Math.min(Math.exp(Engines.of(log).read(log)[0]), limit), log);
  }

  /** Computes the loss from the whole matrix of similarities. */
  NDArray plain(Batch batch) {
    NDArray cosines = Logits.cosines(batch.view(0), batch.view(1)); // [N, N]
    NDArray logits =
        scaling == Scaling.FIXED ? Scalars.times(cosines, scale) : cosines.mul(learnedScale(batch));
    NDArray bothWays = logits.logSoftmax(1).add(logits.logSoftmax(0));
    return Scalars.over(
        Logits.weighted(bothWays, Mask.diagonal(batch.images()).scaled(shares(batch))), -2);
  }

  private NDArray learnedScale(Batch batch) {
    NDArray log = Lent.flowing(batch, Role.LOG_SCALE, NAME); // [1]
    NDArray beyond = log.stopGradient().sub((float) Math.log(limit)).maximum(0);
    return log.sub(beyond).exp();
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Picks each image's text out of all texts of the batch, and each text's image.",
        "\\mathcal{L} = -\\frac{1}{2N} \\sum_{i=1}^{N} \\left( \\log \\frac{\\exp(e \\, s_{ii})}{\\sum_j \\exp(e \\, s_{ij})}"
            + " + \\log \\frac{\\exp(e \\, s_{ii})}{\\sum_j \\exp(e \\, s_{ji})} \\right)",
        List.of(
            new Card.Setting(
                "scale",
                Double.toString(scale),
                "e > 0, its start if learned; the paper starts at 1/0.07"),
            new Card.Setting("scaling", scaling.name(), "the paper's is LEARNED, as ln e"),
            new Card.Setting(
                "limit", Double.toString(limit), "largest learned scale; the paper's is 100"),
            Tiling.setting(tile)),
        "Radford et al. 2021, arXiv 2103.00020, figure 3",
        toString());
  }

  @Override
  public String toString() {
    return scaling == Scaling.FIXED
        ? Code.of(this, scale(scale), "scale")
        : Code.of(this, standard(), "");
  }
}
