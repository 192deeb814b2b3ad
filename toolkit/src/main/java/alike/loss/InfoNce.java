package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Picks each image's second view out of the second views of the batch, one way.
 *
 * <p>{@code L = 1/N Σᵢ [ ln Σⱼ exp(sᵢⱼ/τ) − sᵢᵢ/τ ]}, with sᵢⱼ the cosine similarity of view 0 of
 * image i and view 1 of image j. {@link #symmetric} averages both ways. The paper scores with a
 * log-bilinear form in the place of the cosine.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; result a scalar in nats. Chance, and total collapse, is ln N.
 * {@link Role#WEIGHTS}, where the batch has them, weigh the images of the mean.
 *
 * @param temperature τ, no unit, above 0; smaller values punish near misses harder. The paper has
 *     none; 0.1 is usual
 * @see <a href="https://arxiv.org/abs/1807.03748">van den Oord et al. 2018, eq. 4</a>
 */
public record InfoNce(double temperature) implements Loss, Card.Carded {

  private static final String NAME = "InfoNCE";

  /** Checks the temperature. */
  public InfoNce {
    Require.positive("temperature", temperature);
  }

  /** Returns the loss at 0.1. */
  public static InfoNce standard() {
    return new InfoNce(0.1);
  }

  /** Returns the loss at a temperature above 0. */
  public static InfoNce temperature(double value) {
    return new InfoNce(value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.twoViews(
        batch, NAME, "For more views use SupCon, for one view and a queue InfoNceQueue.");
    NDArray cosines = Logits.cosines(batch.view(0), batch.view(1)); // [N, N]
    NDArray logProbabilities = Scalars.over(cosines, temperature).logSoftmax(1);
    double[] shares = Anchors.of(batch, batch.images(), NAME).shares();
    return Logits.weighted(logProbabilities, Mask.diagonal(batch.images()).scaled(shares)).neg();
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Picks each image's second view out of the second views of the batch, one way.",
        "\\mathcal{L} = -\\frac{1}{N} \\sum_{i=1}^{N} \\log"
            + " \\frac{\\exp(z_i \\cdot z'_i / \\tau)}{\\sum_{j=1}^{N} \\exp(z_i \\cdot z'_j / \\tau)}",
        List.of(
            new Card.Setting(
                "temperature",
                Double.toString(temperature),
                "τ > 0; smaller punishes near misses harder; the paper has none, 0.1 is usual")),
        "van den Oord et al. 2018, CPC, arXiv 1807.03748, eq. 4",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
