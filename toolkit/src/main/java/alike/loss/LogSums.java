package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Logarithms of sums of exponentials, row by row over the entries that count. */
final class LogSums {

  private static final float OUT = 1e9f; // subtracted from what must not count

  private LogSums() {}

  /**
   * Returns ln Σ exp(x) over the entries that count.
   *
   * @param logits [R, C]
   * @param kept [R, C], 1 for what counts, else 0
   * @return [R]; about −1e9 for a row in which nothing counts
   */
  static NDArray of(NDArray logits, NDArray kept) {
    NDArray counted = logits.add(kept.sub(1).mul(OUT)); // [R, C]
    NDArray largest = counted.stopGradient().max(new int[] {1}, true); // [R, 1]
    return counted.sub(largest).exp().sum(new int[] {1}).log().add(largest.squeeze(1));
  }

  /** Returns ln(1 + Σ exp(x)) over the entries that count as [R]; 0 where nothing does. */
  static NDArray withOne(NDArray logits, NDArray kept) {
    NDArray counted = logits.add(kept.sub(1).mul(OUT));
    // the exponent of a further column of zeros is the 1
    NDArray one = logits.getManager().zeros(new Shape(logits.getShape().get(0), 1));
    return one.concat(counted, 1).logSoftmax(1).get(":, 0").neg();
  }
}
