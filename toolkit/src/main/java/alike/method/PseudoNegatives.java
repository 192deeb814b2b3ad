package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.engine.Rows;
import alike.engine.Scalars;

/** The equations of CaSSLe and of pseudo-negative regularisation, on raw rows [N, D]. */
final class PseudoNegatives {

  private static final float NEVER = -1e9f; // a logit that is not among the negatives

  private PseudoNegatives() {}

  /** Returns {@code mean( ln Σ exp(logits) − own )}, the rows' own logit being a column of them. */
  private static NDArray pick(NDArray own, NDArray logits) {
    NDArray top = logits.max(new int[] {1}, true);
    NDArray sums = logits.sub(top).exp().sum(new int[] {1}, true).log().add(top);
    return Scalars.over(sums.sub(own).sum(), logits.getShape().get(0));
  }

  private static NDArray never(NDArray hidden) {
    return Scalars.times(hidden, NEVER);
  }

  private static NDArray dots(NDArray a, NDArray b, double temperature) {
    return Scalars.over(a.matMul(b.transpose()), temperature);
  }

  private static NDArray owns(NDArray a, NDArray b, double temperature) {
    return Scalars.over(a.mul(b).sum(new int[] {1}, true), temperature); // [N, 1]
  }

  /**
   * Returns one term of PNR with queues: {@code mean CE([q·t, q·C]/τ, 0)}.
   *
   * @param query q [N, D]
   * @param target t [N, D], a constant
   * @param negatives C [K, D], constants
   */
  static NDArray queued(NDArray query, NDArray target, NDArray negatives, double temperature) {
    NDArray q = Rows.unit(query);
    NDArray own = owns(q, Rows.unit(target), temperature);
    NDArray others = dots(q, Rows.unit(negatives), temperature);
    return pick(own, NDArrays.concat(new NDList(own, others), 1));
  }

  /**
   * Returns the main term of PNR within a batch: each row must find its partner among all other
   * rows of both models.
   *
   * @param now Z [2N, D]
   * @param past F [2N, D], constants
   * @param excluded whether the past embedding of the other view is no negative either
   */
  static NDArray main(NDArray now, NDArray past, double temperature, boolean excluded) {
    NDArray z = Rows.unit(now);
    NDArray f = Rows.unit(past);
    int rows = (int) z.getShape().get(0);
    NDArray self = z.getManager().eye(rows); // [2N, 2N]
    NDArray partner = partners(self);
    NDArray here = dots(z, z, temperature);
    NDArray own = here.mul(partner).sum(new int[] {1}, true);
    NDArray hidden = excluded ? self.add(partner) : self;
    NDArray there = dots(z, f, temperature).add(never(hidden));
    return pick(own, NDArrays.concat(new NDList(here.add(never(self)), there), 1));
  }

  /** Returns the main term without a past model: NT-Xent of Z [2N, D]. */
  static NDArray mainAlone(NDArray now, double temperature) {
    NDArray z = Rows.unit(now);
    NDArray self = z.getManager().eye((int) z.getShape().get(0));
    NDArray here = dots(z, z, temperature);
    NDArray own = here.mul(partners(self)).sum(new int[] {1}, true);
    return pick(own, here.add(never(self)));
  }

  /**
   * Returns the regularising term of PNR within a batch: each prediction must find the past
   * embedding of its own view among all other rows of both models.
   *
   * @param predicted P [2N, D]
   * @param past F [2N, D], constants
   * @param now Z [2N, D], which is pushed away as well
   * @param kept whether the row's own target stands in the denominator, as in the paper's equation;
   *     the authors' release leaves it out
   * @param excluded whether the other view's embeddings are no negatives
   */
  static NDArray regularising(
      NDArray predicted,
      NDArray past,
      NDArray now,
      double temperature,
      boolean kept,
      boolean excluded) {
    NDArray p = Rows.unit(predicted);
    NDArray f = Rows.unit(past);
    NDArray z = Rows.unit(now);
    NDArray self = p.getManager().eye((int) p.getShape().get(0));
    NDArray others = excluded ? partners(self) : self.zerosLike();
    NDArray own = owns(p, f, temperature);
    NDArray there = dots(p, f, temperature).add(never(others));
    NDArray here = dots(p, z, temperature).add(never(self.add(others)));
    NDArray first = kept ? there : there.add(never(self));
    return pick(own, NDArrays.concat(new NDList(first, here), 1));
  }

  /** Returns which row is the other view of which, from the identity [2N, 2N]. */
  private static NDArray partners(NDArray identity) {
    long half = identity.getShape().get(0) / 2;
    return NDArrays.concat(
        new NDList(identity.get(half + ":"), identity.get(":" + half))); // halves swapped
  }

  /** Returns {@code mean( ln Σⱼ exp(Pᵢ·Fⱼ/τ) − Pᵢ·Fᵢ/τ )}, all columns kept. */
  static NDArray contrast(NDArray predicted, NDArray past, double temperature) {
    NDArray p = Rows.unit(predicted);
    NDArray f = Rows.unit(past);
    return pick(owns(p, f, temperature), dots(p, f, temperature));
  }

  /** Returns the mean of {@code cos(pᵢ, fᵢ)}. */
  static NDArray cosine(NDArray predicted, NDArray past) {
    NDArray products = Rows.unit(predicted).mul(Rows.unit(past));
    return Scalars.over(products.sum(), predicted.getShape().get(0));
  }

  /** Returns the mean square of the differences over all numbers. */
  static NDArray squares(NDArray predicted, NDArray past) {
    return Scalars.over(predicted.sub(past).square().sum(), predicted.size());
  }
}
