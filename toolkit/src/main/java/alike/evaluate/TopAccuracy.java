package alike.evaluate;

import alike.check.Require;

/**
 * The part of rows whose class is among the k that score highest; the lowest class comes first
 * among equals. In [0, 1], higher is better; chance is k over the number of classes.
 *
 * @param k how many classes may be named, 1 or more
 */
public record TopAccuracy(int k) {

  /** Checks k. */
  public TopAccuracy {
    Require.positive("k", k);
  }

  /** Returns top-k accuracy. */
  public static TopAccuracy k(int value) {
    return new TopAccuracy(value);
  }

  /**
   * Returns the accuracy of scores.
   *
   * @param scores one row an item, one number a class: probabilities, votes or logits
   * @param labels the right class of each item
   */
  public double of(double[][] scores, int[] labels) {
    Labels.requireOneEach("scores", scores.length, labels);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += rank(scores[i], labels[i]) < k ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** Returns how many classes come before one. */
  private static int rank(double[] scores, int label) {
    int before = 0;
    for (int c = 0; c < scores.length; c++) {
      boolean first = c < label && scores[c] == scores[label];
      before += first || scores[c] > scores[label] ? 1 : 0;
    }
    return before;
  }

  @Override
  public String toString() {
    return "TopAccuracy.k(%d)".formatted(k);
  }
}
