package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Blurs each image with weights of its own, as {@link Blurred} does. For each distance there is one
 * matrix that says which pixels are that far apart in a reflected line; an image's blur is their
 * sum, weighted.
 */
final class BatchBlur implements BatchStep {

  private final DeviceMath math;
  private final int reach; // pixels to each side
  private final int height;
  private final int width;
  private final NDArray down; // [reach + 1, H·H]
  private final NDArray across; // [reach + 1, W·W]

  BatchBlur(DeviceMath math, int kernel, int height, int width) {
    this.math = math;
    this.height = height;
    this.width = width;
    reach = kernel / 2;
    down = distances(height);
    across = height == width ? down : distances(width);
  }

  /** Returns how often input j is d away from output i, [reach + 1, inputs · outputs]. */
  private NDArray distances(int length) {
    int area = length * length;
    var counts = new float[(reach + 1) * area];
    for (int output = 0; output < length; output++) {
      var inputs = Padding.REFLECT.places(output - reach, 2 * reach + 1, length);
      for (int i = 0; i < inputs.length; i++) {
        counts[Math.abs(i - reach) * area + inputs[i] * length + output]++;
      }
    }
    return math.constant(new Shape(reach + 1, area), counts);
  }

  @Override
  public int numbers() {
    return reach + 1;
  }

  @Override
  public void clear(float[] numbers, int at) {
    numbers[at] = 1;
    for (int distance = 1; distance <= reach; distance++) {
      numbers[at + distance] = 0;
    }
  }

  @Override
  public void write(Op drawn, float[] numbers, int at) {
    if (!(drawn instanceof Blurred blurred) || blurred.kernelX() / 2 != reach) {
      throw BatchStep.unknown(drawn);
    }
    double sum = 1;
    for (int distance = 1; distance <= reach; distance++) {
      sum += 2 * weight(distance, blurred.sigmaX());
    }
    for (int distance = 0; distance <= reach; distance++) {
      numbers[at + distance] = (float) (weight(distance, blurred.sigmaX()) / sum);
    }
  }

  private static double weight(int distance, double sigma) {
    return Math.exp(-0.5 * distance * distance / (sigma * sigma));
  }

  @Override
  public NDArray apply(NDArray x, BatchNumbers numbers) {
    NDArray weights = numbers.first(reach + 1); // [N, reach + 1]
    NDArray vertical = weights.matMul(down).reshape(-1, height, height);
    NDArray horizontal =
        height == width ? vertical : weights.matMul(across).reshape(-1, width, width);
    return math.separable(x, vertical, horizontal);
  }
}
