package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Rows;

/**
 * Log-probabilities of picking each other row of a batch by its cosine similarity.
 *
 * @param logProbabilities [R, R], log-softmax of sᵢₐ/τ over a ≠ i; the diagonal is about −1e9
 */
record Similarities(NDArray logProbabilities) {

  private static final float OUT = 1e9f; // subtracted from a logit that must not count

  /** Compares raw rows [R, D] with each other at a temperature. */
  static Similarities of(NDArray rows, double temperature) {
    NDArray z = Rows.unit(rows); // [R, D]
    NDArray logits = z.matMul(z.transpose()).div((float) temperature); // [R, R]
    NDArray self = z.getManager().eye((int) rows.getShape().get(0)).mul(OUT);
    return new Similarities(logits.sub(self).logSoftmax(1));
  }

  /** Returns the mean over rows of −Σₐ wᵢₐ log pᵢₐ. */
  NDArray meanNegativeLogProbability(Mask mask) {
    NDArray weights = mask.in(logProbabilities.getManager());
    return logProbabilities.mul(weights).sum().div(-mask.size());
  }

  /** Returns ln Σ_{a: wᵢₐ > 0} pᵢₐ as [R]; rows without any such column are about −1e9. */
  NDArray logSum(Mask mask) {
    NDArray outside = mask.in(logProbabilities.getManager()).sub(1).mul(OUT); // 0 or −1e9
    NDArray kept = logProbabilities.add(outside); // [R, R]
    NDArray largest = kept.stopGradient().max(new int[] {1}, true); // [R, 1]
    return kept.sub(largest).exp().sum(new int[] {1}).log().add(largest.squeeze(1));
  }
}
