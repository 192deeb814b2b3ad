package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Rows;

/**
 * The rows of a batch beside the learned points of the classes.
 *
 * @param rows [R, D], scaled to length 1
 * @param points [C, D], scaled to length 1, on the manager of the rows
 * @param classes of the rows, R numbers; a negative one stands for “not known”
 * @param known how many rows have a class
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Proxies(NDArray rows, NDArray points, int[] classes, int known) {

  static Proxies of(Batch batch, int count, String asking) {
    NDArray points = batch.get(Role.PROXIES, asking);
    if (points.getShape().get(0) != count) {
      throw new IllegalArgumentException(
          "%s is made for %d classes, got %d proxies. Make it with %s.classes(%d)."
              .formatted(
                  asking, count, points.getShape().get(0), asking, points.getShape().get(0)));
    }
    int[] labels = batch.labels(asking);
    var classes = new int[batch.viewCount() * labels.length];
    int known = 0;
    for (int row = 0; row < classes.length; row++) {
      classes[row] = labels[row % labels.length];
      if (classes[row] >= count) {
        throw new IllegalArgumentException(
            "%s got the label %d, but is made for %d classes: labels are 0 to %d, or negative for images of unknown class."
                .formatted(asking, classes[row], count, count - 1));
      }
      known += classes[row] < 0 ? 0 : 1;
    }
    if (known == 0) {
      throw new IllegalArgumentException(
          "%s got no image of known class. Use labelled batches.".formatted(asking));
    }
    NDArray rows = Rows.unit(batch.rows());
    return new Proxies(rows, Rows.unit(Borrowed.in(rows.getManager(), points)), classes, known);
  }

  /** Returns the cosine of each row with each point [R, C]. */
  NDArray cosines() {
    return rows.matMul(points.transpose());
  }

  /** Returns the squared distance of each row from each point [R, C]. */
  NDArray squaredDistances() {
    NDArray ofRows = rows.square().sum(new int[] {1}, true); // [R, 1], 1, or 0 for a row of zeros
    NDArray ofPoints = points.square().sum(new int[] {1}, true).transpose(); // [1, C]
    return cosines().mul(-2).add(ofRows).add(ofPoints);
  }

  /** Returns which point is which row's class [R, C]. */
  NDArray own() {
    return Kept.where(
        rows.getManager(), classes.length, count(), (row, point) -> classes[row] == point);
  }

  /** Returns which points are other classes than the row's, where that is known [R, C]. */
  NDArray others() {
    return Kept.where(
        rows.getManager(),
        classes.length,
        count(),
        (row, point) -> classes[row] >= 0 && classes[row] != point);
  }

  private int count() {
    return (int) points.getShape().get(0);
  }
}
