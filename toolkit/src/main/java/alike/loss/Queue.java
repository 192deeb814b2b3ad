package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Rows;
import alike.engine.Scalars;

/**
 * Earlier embeddings and what is known of their classes; no gradient flows into either.
 *
 * @param columns [D, K], each of length 1
 * @param probabilities [K, C]
 */
record Queue(NDArray columns, NDArray probabilities) {

  /** Takes a batch's bank and the probabilities of its classes. */
  static Queue of(Batch batch, int classes, String asking) {
    NDArray bank = Lent.constant(batch, Role.BANK, asking); // [K, D]
    NDArray probabilities = Lent.constant(batch, Role.BANK_PROBABILITIES, asking); // [K, C]
    long rows = bank.getShape().get(0);
    if (probabilities.getShape().get(0) != rows || probabilities.getShape().get(1) != classes) {
      throw new IllegalArgumentException(
          "%s needs the probabilities of %d classes for each of the %d rows of the bank, got %s."
              .formatted(asking, classes, rows, probabilities.getShape()));
    }
    return new Queue(Rows.unit(bank).transpose(), probabilities);
  }

  /**
   * Returns the classes' probabilities [N, C] averaged over the queue, near rows counting more.
   *
   * @param unit rows of length 1 [N, D]
   */
  NDArray probabilitiesNear(NDArray unit, double temperature) {
    return Scalars.over(unit.matMul(columns), temperature).softmax(1).matMul(probabilities);
  }
}
