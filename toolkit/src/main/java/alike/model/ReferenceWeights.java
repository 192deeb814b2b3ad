package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/** Draws weights in Java: He's normal, fan-out, for convolutions; ±1/√fan-in for linear layers. */
record ReferenceWeights(RandomGenerator random) implements Initializer {

  @Override
  public NDArray initialize(NDManager manager, Shape shape, DataType type) {
    var values = new float[(int) shape.size()];
    if (shape.dimension() == 4) {
      double deviation = Math.sqrt(2.0 * shape.get(1) / values.length);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
    } else {
      double bound = 1 / Math.sqrt(shape.get(shape.dimension() - 1));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
    return manager.create(values, shape);
  }
}
