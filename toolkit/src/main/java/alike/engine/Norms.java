package alike.engine;

import ai.djl.ndarray.NDArray;

/** Lengths of whole arrays, as one vector each, computed where the array lives. */
public final class Norms {

  private Norms() {}

  /**
   * Returns the sum of the squares of all numbers, a scalar. A product of matrices, since sums are
   * a hundred times slower than those on MXNet.
   */
  public static NDArray squares(NDArray a) {
    NDArray row = a.reshape(1, -1);
    return row.matMul(a.reshape(-1, 1)).sum();
  }
}
