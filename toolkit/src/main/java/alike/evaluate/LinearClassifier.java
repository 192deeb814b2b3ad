package alike.evaluate;

import alike.model.Embeddings;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A linear layer over representations: {@code logits = W f(h) + b}, with f what the layer is given
 * (standardised rows, for example). Computed in float64.
 */
public final class LinearClassifier {

  private final UnaryOperator<Embeddings> features;
  private final double[][] weights; // [classes, width]
  private final double[] bias; // [classes]
  private final double setting;

  LinearClassifier(
      UnaryOperator<Embeddings> features, double[][] weights, double[] bias, double setting) {
    this.features = features;
    this.weights = weights;
    this.bias = bias;
    this.setting = setting;
  }

  /** Returns W, one line a class. */
  public double[][] weights() {
    return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
  }

  /** Returns b, one number a class. */
  public double[] bias() {
    return bias.clone();
  }

  /** Returns the setting that was chosen on validation: learning rate or penalty. */
  public double setting() {
    return setting;
  }

  /** Returns one line an embedding, one number a class. */
  public double[][] logits(Embeddings rows) {
    if (rows.width() != weights[0].length) {
      throw new IllegalArgumentException(
          "The classifier was fitted to %d numbers an image, these have %d. Embed with the same encoder."
              .formatted(weights[0].length, rows.width()));
    }
    float[] values = features.apply(rows).values();
    int width = rows.width();
    var logits = new double[rows.size()][bias.length];
    for (int row = 0; row < logits.length; row++) {
      for (int c = 0; c < bias.length; c++) {
        double sum = bias[c];
        for (int i = 0; i < width; i++) {
          sum += weights[c][i] * values[row * width + i];
        }
        logits[row][c] = sum;
      }
    }
    return logits;
  }

  /** Returns the probability of each class for each embedding: the softmax of the logits. */
  public double[][] probabilities(Embeddings rows) {
    double[][] logits = logits(rows);
    for (var row : logits) {
      Softmax.inPlace(row);
    }
    return logits;
  }

  /** Returns the class of the largest logit for each embedding; the lowest of equal ones. */
  public int[] predict(Embeddings rows) {
    double[][] logits = logits(rows);
    var predicted = new int[logits.length];
    for (int row = 0; row < predicted.length; row++) {
      for (int c = 1; c < bias.length; c++) {
        predicted[row] = logits[row][c] > logits[row][predicted[row]] ? c : predicted[row];
      }
    }
    return predicted;
  }

  /** Returns the part of embeddings that are classified rightly, in [0, 1]. */
  public double accuracy(Embeddings rows) {
    return Accuracy.of(predict(rows), rows.images());
  }

  /** Returns the mean of {@code −ln p(right class)}, in nats; ln of the classes is chance. */
  public double logLoss(Embeddings rows) {
    double[][] logits = logits(rows);
    double sum = 0;
    for (int row = 0; row < logits.length; row++) {
      sum += Softmax.logSum(logits[row]) - logits[row][rows.images().label(row)];
    }
    return sum / logits.length;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "Linear classifier, %d numbers to %d classes", weights[0].length, bias.length);
  }
}
