package alike.engine;

import ai.djl.ndarray.NDArray;

/** Row-wise operations in forms that both engines compute and differentiate. */
public final class Rows {

  private Rows() {}

  /**
   * Divides each row by its length; a row of zeros, and one with no number of 1e-30 or more,
   * becomes zero, with gradient zero.
   *
   * @param a [N, D]
   * @return [N, D], rows of length 1 or 0
   */
  public static NDArray unit(NDArray a) {
    // NDArray.normalize throws on MXNet, and norm() has no gradient at zero there. Dividing by the
    // largest entry first keeps the squares of 1e20 and of 1e-20 in range; below 1e-30 the gradient
    // would not be.
    NDArray largest = a.stopGradient().abs().max(new int[] {1}, true); // [N, 1]
    NDArray zero = largest.lt(1e-30f).toType(a.getDataType(), false); // [N, 1], 1 for such a row
    NDArray scaled = a.mul(zero.neg().add(1)).div(largest.add(zero));
    return scaled.div(scaled.square().sum(new int[] {1}, true).add(zero).sqrt());
  }
}
