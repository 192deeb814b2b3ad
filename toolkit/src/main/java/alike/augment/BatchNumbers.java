package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * What was drawn for the images of a batch, on the device.
 *
 * @param table a row an image, [N, …]
 * @param at the first column of a step's own
 */
record BatchNumbers(NDArray table, int at) {

  /** Returns these, beginning some columns later. */
  BatchNumbers from(int columns) {
    return new BatchNumbers(table, at + columns);
  }

  /** Returns one number of each image as [N, 1, 1]. */
  NDArray flat(int column) {
    return column(column).reshape(-1, 1, 1);
  }

  /** Returns one number of each image as [N, 1, 1, 1]. */
  NDArray deep(int column) {
    return column(column).reshape(-1, 1, 1, 1);
  }

  /** Returns the first numbers of each image as [N, count]. */
  NDArray first(int count) {
    return table.get(new NDIndex().addAllDim().addSliceDim(at, at + count));
  }

  private NDArray column(int column) {
    return table.get(new NDIndex().addAllDim().addIndices(at + column));
  }
}
