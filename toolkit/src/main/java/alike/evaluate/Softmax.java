package alike.evaluate;

/** Probabilities from logits. */
final class Softmax {

  private Softmax() {}

  /** Returns {@code ln Σ exp}. */
  static double logSum(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum);
  }

  /** Replaces logits by probabilities; returns their {@link #logSum}. */
  static double inPlace(double[] logits) {
    double sum = logSum(logits);
    for (int c = 0; c < logits.length; c++) {
      logits[c] = Math.exp(logits[c] - sum);
    }
    return sum;
  }
}
