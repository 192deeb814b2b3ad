package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * Which pairs are hard in comparison with the other pairs of their anchor: positives less similar
 * than the anchor's most similar negative plus ε, negatives more similar than its least similar
 * positive minus ε.
 */
final class RelativePairs {

  private final int[] classes;
  private final float[] similarities; // [R, R]
  private final double[] nearestNegative; // [R], −∞ for an anchor without
  private final double[] farthestPositive; // [R], ∞ for an anchor without
  private final double epsilon;

  private RelativePairs(int[] classes, float[] similarities, double epsilon) {
    this.classes = classes;
    this.similarities = similarities;
    this.epsilon = epsilon;
    this.nearestNegative = new double[classes.length];
    this.farthestPositive = new double[classes.length];
    Arrays.fill(nearestNegative, Double.NEGATIVE_INFINITY);
    Arrays.fill(farthestPositive, Double.POSITIVE_INFINITY);
  }

  /** Finds the pairs; with an infinite ε they are all pairs, and nothing is read. */
  static RelativePairs of(int[] classes, NDArray similarities, double epsilon) {
    if (epsilon == Double.POSITIVE_INFINITY) {
      return new RelativePairs(classes, new float[0], epsilon);
    }
    var pairs = new RelativePairs(classes, similarities.toFloatArray(), epsilon);
    pairs.compare();
    return pairs;
  }

  private void compare() {
    for (int i = 0; i < classes.length; i++) {
      for (int j = 0; j < classes.length; j++) {
        float similarity = similarities[i * classes.length + j];
        if (classes[i] != classes[j]) {
          nearestNegative[i] = Math.max(nearestNegative[i], similarity);
        } else if (i != j) {
          farthestPositive[i] = Math.min(farthestPositive[i], similarity);
        }
      }
    }
  }

  boolean positive(int i, int j) {
    return i != j
        && classes[i] == classes[j]
        && (all() || similarities[i * classes.length + j] < nearestNegative[i] + epsilon);
  }

  boolean negative(int i, int j) {
    return classes[i] != classes[j]
        && (all() || similarities[i * classes.length + j] > farthestPositive[i] - epsilon);
  }

  private boolean all() {
    return epsilon == Double.POSITIVE_INFINITY;
  }
}
