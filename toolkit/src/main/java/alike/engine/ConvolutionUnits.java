package alike.engine;

import ai.djl.ndarray.NDArray;

/** Groups of layers that an engine computes in one call, in the precision of their input. */
public interface ConvolutionUnits {

  /**
   * Computes a convolution without bias, then batch normalisation (momentum 0.9, ε 1e-5), then,
   * where it is wanted, ReLU.
   *
   * @param images [N, C, H, W]
   * @param weights what the layers carry
   * @param training whether to normalise by the batch and move the running statistics
   */
  NDArray unit(NDArray images, Weights weights, Convolution convolution, boolean training);

  /** Returns max(0, a + b); both may be overwritten. */
  NDArray join(NDArray a, NDArray b);

  /**
   * What a convolution and its normalisation carry.
   *
   * @param kernel [F, C, K, K]
   * @param gamma [F], as the others
   */
  record Weights(NDArray kernel, NDArray gamma, NDArray beta, NDArray mean, NDArray variance) {}

  /**
   * A convolution.
   *
   * @param stride places from one output to the next
   * @param padding zeros around the images
   * @param relu whether ReLU follows
   */
  record Convolution(int stride, int padding, boolean relu) {}
}
