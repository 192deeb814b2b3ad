package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Cross-entropy of the scores of the classes, to be added to a loss of embeddings.
 *
 * <p>{@code L = −mean_i [ (1 − s) ln softmax(xᵢ)_{yᵢ} + s/C Σ_c ln softmax(xᵢ)_c ]} over the images
 * whose class is known.
 *
 * <p>Shapes: {@link Role#LOGITS} [N, C], labels [N] of 0 to C − 1, negative ones not known; result
 * a scalar in nats. The views are not looked at. {@link Role#WEIGHTS}, where the batch has them,
 * weigh the images of the mean.
 *
 * <p>Source: Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.108.
 *
 * @param smoothing s, 0 to 1: the part of each target that is shared out over all classes; 0 for
 *     none
 * @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al. 2015, section 7, label
 *     smoothing</a>
 */
public record CrossEntropy(double smoothing) implements Loss, Card.Carded {

  private static final String NAME = "Cross-entropy";

  /** Checks the smoothing. */
  public CrossEntropy {
    Require.probability("smoothing", smoothing);
  }

  /** Returns the loss without smoothing. */
  public static CrossEntropy standard() {
    return new CrossEntropy(0);
  }

  /** Returns a copy that shares out a part of each target, 0 to 1, over all classes. */
  public CrossEntropy withSmoothing(double value) {
    return new CrossEntropy(value);
  }

  @Override
  public NDArray of(Batch batch) {
    var labels = Labels.of(batch, NAME);
    if (labels.count() == 0) {
      throw new IllegalArgumentException(
          "%s found no image whose class is known: all labels are negative. Give batches with labelled images."
              .formatted(NAME));
    }
    // a copy, since the loss belongs to the manager of the views even if the scores do not
    NDArray scores = Lent.flowing(batch, Role.LOGITS, NAME); // [N, C]
    double[] shares = Anchors.of(batch, batch.images(), NAME).shares(labels::known);
    return labels.crossEntropy(smoothed(scores.logSoftmax(1)), shares);
  }

  private NDArray smoothed(NDArray logs) {
    return smoothing == 0
        ? logs
        : Scalars.times(logs, (1 - smoothing))
            .add(Scalars.times(logs.mean(new int[] {1}, true), smoothing));
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Cross-entropy of the scores of the classes, to be added to a loss of embeddings.",
        smoothing == 0
            ? "\\mathcal{L} = -\\frac{1}{N} \\sum_{i=1}^{N} \\log p_{i y_i}, \\quad p_{ic} = \\frac{\\exp(x_{ic})}{\\sum_k \\exp(x_{ik})}"
            : "\\mathcal{L} = -\\frac{1}{N} \\sum_{i=1}^{N} \\left( (1 - s) \\log p_{i y_i} + \\frac{s}{C} \\sum_c \\log p_{ic} \\right), \\quad p_{ic} = \\frac{\\exp(x_{ic})}{\\sum_k \\exp(x_{ik})}",
        List.of(
            new Card.Setting(
                "smoothing",
                Double.toString(smoothing),
                "s, 0 to 1 of each target is shared out over all classes; 0 for none")),
        "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.108",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "");
  }
}
