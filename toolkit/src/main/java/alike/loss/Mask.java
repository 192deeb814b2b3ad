package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Which columns are the positives of which row: a square of weights, held outside the engine until
 * a loss needs it.
 */
final class Mask {

  private final int size;
  private final float[] weights; // [size, size]

  private Mask(int size) {
    this.size = size;
    this.weights = new float[size * size];
  }

  /** Each row's only positive is the column {@code positives[row]}, of weight 1. */
  static Mask one(int[] positives) {
    var mask = new Mask(positives.length);
    for (int row = 0; row < mask.size; row++) {
      mask.weights[row * mask.size + positives[row]] = 1;
    }
    return mask;
  }

  /** Each row's positives are the other rows of its class, of weight 1. */
  static Mask sameClass(int[] classes) {
    var mask = new Mask(classes.length);
    for (int row = 0; row < mask.size; row++) {
      for (int column = 0; column < mask.size; column++) {
        if (row != column && classes[row] == classes[column]) {
          mask.weights[row * mask.size + column] = 1;
        }
      }
    }
    return mask;
  }

  int size() {
    return size;
  }

  /** Returns how many positives each row has. */
  int[] counts() {
    var counts = new int[size];
    for (int i = 0; i < weights.length; i++) {
      counts[i / size] += weights[i] > 0 ? 1 : 0;
    }
    return counts;
  }

  /** Returns the weights with each row scaled. */
  Mask scaled(float[] scale) {
    var mask = new Mask(size);
    for (int i = 0; i < weights.length; i++) {
      mask.weights[i] = weights[i] * scale[i / size];
    }
    return mask;
  }

  /** Returns the weights as an array [size, size] of a manager. */
  NDArray in(NDManager manager) {
    return manager.create(weights, new Shape(size, size));
  }
}
