package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.show.Card;
import java.util.List;

/**
 * Cross-entropy of the scores of the classes, to be added to a loss of embeddings.
 *
 * <p>{@code L = −mean_i ln softmax(xᵢ)_{yᵢ}} over the images whose class is known.
 *
 * <p>Shapes: {@link Role#LOGITS} [N, C], labels [N] of 0 to C − 1, negative ones not known; result
 * a scalar in nats. The views are not looked at. {@link Role#WEIGHTS}, where the batch has them,
 * weigh the images of the mean.
 *
 * <p>Source: Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.108.
 */
public record CrossEntropy() implements Loss, Card.Carded {

  private static final String NAME = "Cross-entropy";

  /** Returns the loss, which has no settings. */
  public static CrossEntropy standard() {
    return new CrossEntropy();
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
    return labels.crossEntropy(scores.logSoftmax(1), shares);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Cross-entropy of the scores of the classes, to be added to a loss of embeddings.",
        "\\mathcal{L} = -\\frac{1}{N} \\sum_{i=1}^{N} \\log \\frac{\\exp(x_{i y_i})}{\\sum_c \\exp(x_{ic})}",
        List.of(),
        "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.108",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "");
  }
}
