package alike.augment;

import ai.djl.ndarray.NDArray;

/**
 * A step of a pipeline for all images of a batch at once, on the engine's device. What was drawn
 * for each image comes as numbers, so every image has its own.
 */
interface BatchStep {

  /** Returns how many numbers an image has. */
  int numbers();

  /** Writes the numbers of an image that nothing is done to, from {@code at} on. */
  void clear(float[] numbers, int at);

  /** Changes these numbers into those of an image that {@code drawn} is done to. */
  void write(Op drawn, float[] numbers, int at);

  /**
   * Does to all images what was drawn for them.
   *
   * @param x [N, C, H, W] in [0, 1]; stays as it is
   * @param numbers those of this step
   * @return another array, [N, C, H, W], perhaps of another size
   */
  NDArray apply(NDArray x, BatchNumbers numbers);

  /** Says that a step drew what its counterpart for batches does not know. */
  static IllegalStateException unknown(Op drawn) {
    return new IllegalStateException("%s is not for this step.".formatted(drawn));
  }
}
