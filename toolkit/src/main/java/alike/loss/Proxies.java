package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Rows;
import alike.engine.Scalars;

/**
 * The rows of a batch beside the learned points of the classes.
 *
 * @param rows [R, D], scaled to length 1
 * @param points [C, D], scaled to length 1, on the manager of the rows
 * @param labels of the rows
 */
record Proxies(NDArray rows, NDArray points, Labels labels) {

  static Proxies of(Batch batch, int count, String asking) {
    NDArray points = Lent.flowing(batch, Role.PROXIES, asking);
    if (points.getShape().get(0) != count) {
      throw new IllegalArgumentException(
          "%s is made for %d classes, got %d proxies. Make it with classes(%d)."
              .formatted(asking, count, points.getShape().get(0), points.getShape().get(0)));
    }
    int[] ofImages = batch.labels(asking);
    var ofRows = new int[batch.viewCount() * ofImages.length];
    for (int row = 0; row < ofRows.length; row++) {
      ofRows[row] = ofImages[row % ofImages.length];
    }
    var labels = Labels.of(ofRows, count, asking);
    if (labels.count() == 0) {
      throw new IllegalArgumentException(
          "%s found no image whose class is known: all labels are negative. Give batches with labelled images."
              .formatted(asking));
    }
    return new Proxies(Rows.unit(batch.rows()), Rows.unit(points), labels);
  }

  /** Returns the cosine of each row with each point [R, C]. */
  NDArray cosines() {
    return rows.matMul(points.transpose());
  }

  /** Returns the squared distance of each row from each point [R, C]. */
  NDArray squaredDistances() {
    NDArray ofRows = rows.square().sum(new int[] {1}, true); // [R, 1], 1, or 0 for a row of zeros
    NDArray ofPoints = points.square().sum(new int[] {1}, true).transpose(); // [1, C]
    return Scalars.times(cosines(), -2).add(ofRows).add(ofPoints);
  }

  /** Returns whether a point is of the row's class. */
  boolean own(int row, int point) {
    return labels.classes()[row] == point;
  }

  /** Returns whether a point is of another class than the row, whose class is known. */
  boolean other(int row, int point) {
    return labels.known(row) && !own(row, point);
  }

  /** Returns how many rows there are. */
  int size() {
    return labels.classes().length;
  }
}
