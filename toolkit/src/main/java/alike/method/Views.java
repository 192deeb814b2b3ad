package alike.method;

import ai.djl.ndarray.NDArray;

/**
 * The images of one step.
 *
 * @param images float32 [V·N, C, H, W]: view 0 of all images, then view 1
 * @param count V
 * @param labels the N images' classes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: lives for one step
public record Views(NDArray images, int count, int[] labels) {

  /** Returns N. */
  public int size() {
    return labels.length;
  }
}
