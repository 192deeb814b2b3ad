package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import alike.engine.Rows;

/**
 * Similarities of anchors with candidates [A, C], and sums over their exponentials, in forms that
 * both engines compute and differentiate.
 */
final class Logits {

  private Logits() {}

  /** Returns the cosine similarities [R, R] of raw rows [R, D]; a row of zeros has 0 with all. */
  static NDArray cosines(NDArray rows) {
    NDArray z = Rows.unit(rows); // [R, D]
    return z.matMul(z.transpose());
  }

  /** Returns the cosine similarities [A, C] of raw anchors [A, D] and raw candidates [C, D]. */
  static NDArray cosines(NDArray anchors, NDArray candidates) {
    return Rows.unit(anchors).matMul(Rows.unit(candidates).transpose());
  }

  /** Returns the cosine similarities [N, 1] of each raw row [N, D] with its partner [N, D]. */
  static NDArray pairwise(NDArray rows, NDArray partners) {
    return Rows.unit(rows).mul(Rows.unit(partners)).sum(new int[] {1}, true);
  }

  /** Returns the logits with all but a mask's columns at about −1e9. */
  static NDArray only(NDArray logits, Mask kept) {
    return logits.add(kept.penalties(logits.getManager()));
  }

  /** Returns ln Σₐ exp(xᵢₐ) as [A, 1]. */
  static NDArray logSum(NDArray logits) {
    NDArray largest = logits.stopGradient().max(new int[] {1}, true); // [A, 1]
    return logits.sub(largest).exp().sum(new int[] {1}, true).log().add(largest);
  }

  /** Returns the same over a mask's columns; a row without any is about −1e9. */
  static NDArray logSum(NDArray logits, Mask kept) {
    return logSum(only(logits, kept));
  }

  /** Returns ln(eᵃ + eᵇ), number by number. */
  static NDArray logAdd(NDArray a, NDArray b) {
    return softPlus(b.sub(a)).add(a);
  }

  /** Returns ln(1 + eˣ), number by number, accurate for x far below 0. */
  static NDArray softPlus(NDArray x) {
    // MXNet's own is off by 2e-6 below −10, and neither engine has ln(1 + u) for small u: what is
    // lost in rounding 1 + u is added again. The slope is given rather than derived, since the
    // derivative of max(x, 0) at 0 differs between the engines.
    NDArray fixed = x.stopGradient();
    NDArray u = fixed.abs().neg().exp(); // in [0, 1]
    NDArray above = u.add(1);
    NDArray lost = u.sub(above.sub(1)).div(above);
    NDArray value = fixed.maximum(0).add(above.log()).add(lost);
    return x.sub(fixed).mul(Activation.sigmoid(fixed)).add(value);
  }

  /** Returns Σ wᵢₐ xᵢₐ, a scalar. */
  static NDArray weighted(NDArray logits, Mask weights) {
    return logits.mul(weights.in(logits.getManager())).sum();
  }

  /** Returns the value in each row's one column of a mask, as [A, 1]. */
  static NDArray pick(NDArray logits, Mask one) {
    return logits.mul(one.in(logits.getManager())).sum(new int[] {1}, true);
  }
}
