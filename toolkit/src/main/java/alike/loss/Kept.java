package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Which entries of a matrix count: 1 where they do, else 0. */
final class Kept {

  private Kept() {}

  /** Tells whether an entry counts. */
  @FunctionalInterface
  interface Test {
    boolean counts(int row, int column);
  }

  /** Returns the matrix [rows, columns] of what counts. */
  static NDArray where(NDManager manager, int rows, int columns, Test test) {
    var kept = new float[rows * columns];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = test.counts(i / columns, i % columns) ? 1 : 0;
    }
    return manager.create(kept, new Shape(rows, columns));
  }
}
