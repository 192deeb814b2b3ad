package alike.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Single numbers out of an engine. */
public final class Scalars {

  private Scalars() {}

  /**
   * Returns the only number of an array. A float32 scalar times a Java double, {@code
   * loss.mul(0.1)}, is float64 on PyTorch and float32 on MXNet: both are read.
   *
   * @throws IllegalArgumentException if the array holds more than one number
   */
  public static double value(NDArray array) {
    if (array.size() != 1) {
      throw new IllegalArgumentException(
          "One number was expected, got an array of the shape %s. A loss is a scalar: end it with sum() or mean()."
              .formatted(array.getShape()));
    }
    return array.getDataType() == DataType.FLOAT64
        ? array.toDoubleArray()[0]
        : array.toFloatArray()[0];
  }
}
