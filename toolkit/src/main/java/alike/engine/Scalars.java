package alike.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Single numbers out of an engine, and into one.
 *
 * <p>Inside a tape a factor must come through here: PyTorch's engine lays the number of {@code
 * array.mul(2f)} into memory that Java's garbage collector frees, perhaps before the backward pass
 * reads it, and the gradient is then anything. Numbers that are added or subtracted are safe, no
 * gradient reads them.
 */
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

  /** Returns an array times a number, safe inside a tape. */
  public static NDArray times(NDArray array, double number) {
    if (!onPyTorch(array)) {
      return array.mul((float) number);
    }
    try (var factor = lasting(array, number)) {
      return array.mul(factor);
    }
  }

  /** Returns an array divided by a number, safe inside a tape. */
  public static NDArray over(NDArray array, double number) {
    if (!onPyTorch(array)) {
      return array.div((float) number);
    }
    try (var divisor = lasting(array, number)) {
      return array.div(divisor);
    }
  }

  /** Returns an array of numbers of 0 or more to a power, safe inside a tape. */
  public static NDArray power(NDArray array, double number) {
    if (!onPyTorch(array)) {
      return array.pow((float) number);
    }
    try (var exponent = lasting(array, number)) {
      return array.pow(exponent);
    }
  }

  private static boolean onPyTorch(NDArray array) {
    return array.getManager().getEngine().getEngineName().equals("PyTorch");
  }

  /** Makes a number in the engine's own memory, which lasts as long as a graph needs it. */
  private static NDArray lasting(NDArray array, double number) {
    var type = array.getDataType();
    return array
        .getManager()
        .full(new Shape(), (float) number, type.isFloating() ? type : DataType.FLOAT32);
  }
}
