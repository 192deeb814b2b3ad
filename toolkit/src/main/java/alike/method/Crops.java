package alike.method;

import ai.djl.ndarray.NDArray;

/**
 * Views of one size.
 *
 * @param images float32 [count·N, C, H, W]: the first view of all images, then the second
 * @param count how many views of each image
 */
public record Crops(NDArray images, int count) {}
