package alike.loss;

import ai.djl.ndarray.types.Shape;

/**
 * An array that a loss learns together with the networks; whoever trains makes it, hands it over in
 * {@link Batch#with} and lets the optimiser change it, without weight decay.
 *
 * @param role which role of the batch it takes
 * @param shape of the array
 * @param start its first values, or their standard deviation around 0
 * @param random whether the first values are drawn from a normal distribution
 */
public record Learned(Role role, Shape shape, double start, boolean random) {

  /** Returns a single number that starts at a value. */
  static Learned number(Role role, double start) {
    return new Learned(role, new Shape(), start, false);
  }

  /** Returns rows that start as normal noise of standard deviation 1. */
  static Learned rows(Role role, int rows, int width) {
    return new Learned(role, new Shape(rows, width), 1, true);
  }
}
