package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * InfoNCE whose logits are modulated by the similarities themselves: hard negatives count more,
 * easy ones less.
 *
 * <p>{@code L = 1/N Σᵢ [ ln( exp(sᵢᵢ²/τ) + Σ_{j≠i} exp(sᵢⱼ(sᵢⱼ + m)/τ) ) − sᵢᵢ²/τ ]}, with sᵢⱼ the
 * cosine similarity of view 0 of image i and view 1 of image j. The modulating factors are part of
 * the gradient. Squares lose their sign: a positive of −1 is as good as one of 1, and at m = 0 a
 * negative of −1 is as bad as one of 1.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; result a scalar in nats. One way; {@link #symmetric} averages
 * both. {@link Role#WEIGHTS}, where the batch has them, weigh the images of the mean.
 *
 * @param temperature τ, no unit, above 0; the paper takes 0.05
 * @param margin m, no unit, 0 or more; the paper takes 0.3
 * @see <a href="https://arxiv.org/abs/2310.06918">Hou and Li 2023, and its released code</a>
 */
public record FocalInfoNce(double temperature, double margin) implements Loss, Card.Carded {

  private static final String NAME = "Focal-InfoNCE";

  /** Checks the settings. */
  public FocalInfoNce {
    Require.positive("temperature", temperature);
    Require.notNegative("margin", margin);
  }

  /** Returns the paper's loss: temperature 0.05, margin 0.3. */
  public static FocalInfoNce standard() {
    return temperature(0.05);
  }

  /** Returns the loss at a temperature above 0. */
  public static FocalInfoNce temperature(double value) {
    return new FocalInfoNce(value, 0.3);
  }

  /** Returns the same loss with another margin of 0 or more. */
  public FocalInfoNce withMargin(double value) {
    return new FocalInfoNce(temperature, value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.twoViews(batch, NAME, "Encode two views of every image.");
    int images = batch.images();
    NDArray cosines = Logits.cosines(batch.view(0), batch.view(1)); // [N, N]
    NDArray margins = // m off the diagonal
        Scalars.times(Mask.of(images, images, (i, j) -> i != j).in(cosines.getManager()), margin);
    NDArray logits = Scalars.over(cosines.add(margins).mul(cosines), temperature);
    double[] shares = Anchors.of(batch, images, NAME).shares();
    return Logits.weighted(logits.logSoftmax(1), Mask.diagonal(images).scaled(shares)).neg();
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "InfoNCE whose logits are modulated by the similarities themselves.",
        "\\mathcal{L} = -\\frac{1}{N} \\sum_{i=1}^{N} \\log \\frac{\\exp(s_{ii}^2 / \\tau)}{\\exp(s_{ii}^2 / \\tau)"
            + " + \\sum_{j \\neq i} \\exp(s_{ij} (s_{ij} + m) / \\tau)}",
        List.of(
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.05"),
            new Card.Setting(
                "margin",
                Double.toString(margin),
                "m ≥ 0; at 0 a negative of −1 is as bad as one of 1; the paper takes 0.3")),
        "Hou and Li 2023, arXiv 2310.06918, and its released code",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
