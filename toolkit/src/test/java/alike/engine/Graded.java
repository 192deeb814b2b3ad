package alike.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;

/**
 * What an engine makes of a scalar function at a point.
 *
 * @param value of the function
 * @param gradient one number for each of the point
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Graded(double value, float[] gradient) {

  /** Computes value and gradient on a tape. */
  public static Graded of(
      Backend backend, float[] point, Shape shape, UnaryOperator<NDArray> function) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray x = manager.create(point, shape);
      x.setRequiresGradient(true);
      double value;
      try (var tape = backend.record()) {
        NDArray y = function.apply(x);
        tape.backward(y);
        value = Scalars.value(y);
      }
      return new Graded(value, x.getGradient().toFloatArray());
    }
  }
}
