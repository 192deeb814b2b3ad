package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;

/**
 * Shares rows out evenly over prototypes: the iteration of Sinkhorn and Knopp.
 *
 * <p>From {@code exp(s/ε)}, in turn every prototype's column is divided by its sum and every row by
 * its sum, {@code iterations} times; all in logarithms, so that no size of the scores overflows.
 *
 * @param epsilon ε, above 0: smaller makes harder codes; SwAV takes 0.05
 * @param iterations 1 or more; SwAV takes 3. The more, the more even the prototypes' shares
 * @see <a href="https://arxiv.org/abs/2006.09882">Caron et al. 2020, eq. 3 to 5</a>
 */
public record Sinkhorn(double epsilon, int iterations) {

  /** Checks the settings. */
  public Sinkhorn {
    Require.positive("epsilon", epsilon);
    Require.positive("iterations", iterations);
  }

  /**
   * Returns the codes, through which no gradient flows.
   *
   * @param scores [B, K], how well each row fits each prototype
   * @return [B, K], each row a distribution, on the manager of the scores
   */
  public NDArray codes(NDArray scores) {
    NDArray logs = Scalars.over(scores.stopGradient(), epsilon);
    for (int i = 0; i < iterations; i++) {
      logs = logs.sub(logSum(logs, 0));
      logs = logs.sub(logSum(logs, 1));
    }
    return logs.exp();
  }

  private static NDArray logSum(NDArray logs, int axis) {
    NDArray largest = logs.max(new int[] {axis}, true);
    return logs.sub(largest).exp().sum(new int[] {axis}, true).log().add(largest);
  }
}
