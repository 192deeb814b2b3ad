package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * How much each anchor counts in the mean: what {@link Role#WEIGHTS} says of its image, else 1.
 * Held outside the engine: no gradient flows into the weights.
 */
final class Anchors {

  private final double[] weights;
  private final String asking;

  private Anchors(double[] weights, String asking) {
    this.weights = weights;
    this.asking = asking;
  }

  /**
   * Returns the weights of the first rows of {@link Batch#rows}.
   *
   * @param rows how many; row r is of image r mod N
   * @param asking the loss, for messages
   */
  static Anchors of(Batch batch, int rows, String asking) {
    var weights = new double[rows];
    Arrays.fill(weights, 1);
    if (batch.has(Role.WEIGHTS)) {
      float[] given = batch.get(Role.WEIGHTS, asking).toFloatArray();
      for (float weight : given) {
        if (!(weight >= 0) || Float.isInfinite(weight)) {
          throw new IllegalArgumentException(
              "The images' weights must be finite numbers of 0 or more, got %s. Take their absolute values, or 0 for an image that is not to count."
                  .formatted(weight));
        }
      }
      Arrays.setAll(weights, row -> given[row % given.length]);
    }
    return new Anchors(weights, asking);
  }

  /** Returns the same with each anchor's weight times a factor. */
  Anchors scaled(IntToDoubleFunction factor) {
    var scaled = weights.clone();
    Arrays.setAll(scaled, row -> weights[row] * factor.applyAsDouble(row));
    return new Anchors(scaled, asking);
  }

  /** Returns the same and further anchors of one weight. */
  Anchors followedBy(int more, double weight) {
    var all = Arrays.copyOf(weights, weights.length + more);
    Arrays.fill(all, weights.length, all.length, weight);
    return new Anchors(all, asking);
  }

  /** Returns each anchor's share of the whole, 1 together. */
  double[] shares() {
    return shares(row -> true);
  }

  /** Returns each anchor's share of those that count, 1 together; that of all others is 0. */
  double[] shares(IntPredicate counts) {
    return shares(counts, counts);
  }

  /** Returns each anchor's share of a group; that of anchors that do not count is 0. */
  double[] shares(IntPredicate counts, IntPredicate group) {
    double total = 0;
    for (int row = 0; row < weights.length; row++) {
      total += group.test(row) ? weights[row] : 0;
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException(
          "%s has no anchor that counts: all that it can use weigh 0. Give an image of the batch a weight above 0."
              .formatted(asking));
    }
    var shares = new double[weights.length];
    for (int row = 0; row < shares.length; row++) {
      shares[row] = counts.test(row) ? weights[row] / total : 0;
    }
    return shares;
  }

  /** Returns Σᵢ shareᵢ xᵢ of numbers [A] or [A, 1], a scalar. */
  static NDArray mean(NDArray values, double[] shares) {
    var factors = new float[shares.length];
    for (int row = 0; row < factors.length; row++) {
      factors[row] = (float) shares[row];
    }
    return values.mul(values.getManager().create(factors, values.getShape())).sum();
  }

  /** Returns the mean of numbers [A] or [A, 1], a scalar. */
  NDArray mean(NDArray values) {
    return mean(values, shares());
  }
}
