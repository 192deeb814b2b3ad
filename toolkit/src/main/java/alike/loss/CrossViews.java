package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Compares each view with what a teacher, or a clustering, made of the other views. */
final class CrossViews {

  private CrossViews() {}

  /** Returns how many pairs there are of a view and a target that is not the same view's. */
  static int pairs(int views, int targets) {
    return views == 1 && targets == 1 ? 1 : views * targets - Math.min(views, targets);
  }

  /**
   * Returns the mean dot product over all pairs of a view and another view's target, and over
   * images. Target t is made of view t; a single view and a single target are a pair.
   *
   * @param views [V, N, K]
   * @param targets [N, K] each
   */
  static NDArray meanDot(NDArray views, List<NDArray> targets) {
    int count = (int) views.getShape().get(0);
    NDArray sum = null;
    for (int v = 0; v < count; v++) {
      for (int t = 0; t < targets.size(); t++) {
        if (t != v || (count == 1 && targets.size() == 1)) {
          NDArray dot = views.get(v).mul(targets.get(t)).sum();
          sum = sum == null ? dot : sum.add(dot);
        }
      }
    }
    if (sum == null) {
      throw new IllegalArgumentException(
          "There are %d views and %d targets, and no pair of different views."
              .formatted(count, targets.size()));
    }
    return sum.div((float) pairs(count, targets.size()) * views.getShape().get(1));
  }
}
