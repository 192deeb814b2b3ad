package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Engines;

/**
 * A loss whose gradient was computed beside the engine: a scalar of that value which, when it is
 * differentiated, hands on that gradient. It composes with other losses like any scalar.
 */
final class Planted {

  private final NDArray carrier; // a scalar whose gradient is the planted one

  private Planted(NDArray carrier) {
    this.carrier = carrier;
  }

  /**
   * Plants a gradient.
   *
   * @param array what the gradient is by; the loss belongs to its manager
   * @param gradient as many numbers, one after another
   */
  static Planted in(NDArray array, float[] gradient) {
    return new Planted(Engines.of(array).product(array, gradient));
  }

  /** Plants a gradient by one more number, which may belong to another manager. */
  Planted and(NDArray number, double gradient) {
    NDArray factor = carrier.getManager().create((float) gradient);
    return new Planted(carrier.add(factor.mul(number).reshape(new Shape())));
  }

  /** Returns the scalar; once. */
  NDArray of(double value) {
    return Engines.of(carrier).revalued(carrier, (float) value);
  }
}
