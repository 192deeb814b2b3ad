package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/** Draws normal numbers, those beyond two deviations anew: what vision transformers start from. */
record CutNormal(double deviation, RandomGenerator random) implements Initializer {

  @Override
  public NDArray initialize(NDManager manager, Shape shape, DataType type) {
    var values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * within(2));
    }
    return manager.create(values, shape);
  }

  private double within(double bound) {
    while (true) {
      double number = random.nextGaussian();
      if (Math.abs(number) <= bound) {
        return number;
      }
    }
  }
}
