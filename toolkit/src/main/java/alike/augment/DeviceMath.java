package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import java.util.HashMap;
import java.util.Map;

/**
 * What the steps of a batch share on a device: constants that stay there, and operations in a form
 * that both engines have. Belongs to one thread.
 *
 * <p>Operations with a Java number, and NDArray.clip, copy numbers to a GPU and wait for it each
 * time; with constants that are already there nothing waits.
 */
final class DeviceMath implements AutoCloseable {

  private final NDManager manager;
  private final Map<Float, NDArray> numbers = new HashMap<>();

  DeviceMath(Backend backend) {
    manager = backend.open();
  }

  /** Returns a number as an array [1]; the same one every time. */
  NDArray number(double value) {
    return numbers.computeIfAbsent((float) value, v -> constant(new Shape(1), v));
  }

  /** Makes an array that lives until this is closed, whatever scope is open. */
  NDArray constant(Shape shape, float... values) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var array = manager.create(values, shape);
      NDScope.unregister(array);
      return array;
    }
  }

  /** Returns 0, 1, … count - 1 in the given shape. */
  NDArray range(int count, Shape shape) {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return constant(shape, values);
  }

  /** Returns the nearest numbers in [0, 1]. */
  NDArray inRange(NDArray x) {
    return x.maximum(number(0)).minimum(number(1));
  }

  /** Returns {@code value - x}, attached to the manager of x. */
  NDArray from(double value, NDArray x) {
    return x.neg().add(number(value));
  }

  /** Returns {@code max(0, 1 - |x|)}. */
  NDArray triangle(NDArray x) {
    return from(1, x.abs()).maximum(number(0));
  }

  /**
   * Mixes pixels along columns and along rows.
   *
   * @param x [N, C, H, W]
   * @param down weights [N, H, S]: what input row j gives to output row i
   * @param across weights [N, W, T]
   * @return [N, C, S, T]
   */
  NDArray separable(NDArray x, NDArray down, NDArray across) {
    long n = x.getShape().get(0);
    long channels = x.getShape().get(1);
    long height = x.getShape().get(2);
    long width = x.getShape().get(3);
    long columns = across.getShape().get(2);
    NDArray rows = x.reshape(n, channels * height, width).matMul(across); // [N, C·H, T]
    NDArray turned = rows.reshape(n, channels, height, columns).transpose(0, 1, 3, 2);
    NDArray both = turned.reshape(n, channels * columns, height).matMul(down); // [N, C·T, S]
    return both.reshape(n, channels, columns, down.getShape().get(2)).transpose(0, 1, 3, 2);
  }

  @Override
  public void close() {
    manager.close();
  }
}
