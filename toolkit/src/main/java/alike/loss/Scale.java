package alike.loss;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What similarities are multiplied with.
 *
 * @param value the factor
 * @param log the array whose exponential it is, if it is learned
 */
record Scale(double value, @Nullable NDArray log) {}
