package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Scalars;
import java.util.List;

/** Compares each view with what a teacher, or a clustering, made of the other views. */
final class CrossViews {

  private CrossViews() {}

  /** Returns how many pairs there are of a view and a target that is not the same view's. */
  private static int pairs(int views, int targets) {
    return views == 1 && targets == 1 ? 1 : views * targets - Math.min(views, targets);
  }

  /**
   * Returns the mean dot product over all pairs of a view and another view's target, and over
   * images. Target t is made of view t; a single view and a single target are a pair.
   *
   * @param views [V, N, K]
   * @param targets [N, K] each
   * @param images how much each image counts
   */
  static NDArray meanDot(NDArray views, List<NDArray> targets, Anchors images) {
    int count = (int) views.getShape().get(0);
    NDArray sum = views.getManager().zeros(new Shape(views.getShape().get(1), 1)); // [N, 1]
    for (int v = 0; v < count; v++) {
      for (int t = 0; t < targets.size(); t++) {
        if (t != v || (count == 1 && targets.size() == 1)) {
          sum = sum.add(views.get(v).mul(targets.get(t)).sum(new int[] {1}, true));
        }
      }
    }
    return Scalars.over(images.mean(sum), pairs(count, targets.size()));
  }
}
