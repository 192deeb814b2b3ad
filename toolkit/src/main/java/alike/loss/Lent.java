package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Arrays of a batch that may belong to a manager that outlives the step, handed over so that what
 * is computed from them belongs to the manager of the views.
 */
final class Lent {

  private Lent() {}

  /** Returns the array in a role; no gradient flows into it. */
  static NDArray constant(Batch batch, Role role, String asking) {
    NDArray array = batch.get(role, asking).stopGradient();
    array.attach(batch.views().getManager());
    return array;
  }

  /** Returns a copy of the array in a role, through which its gradient flows; one number is [1]. */
  static NDArray flowing(Batch batch, Role role, String asking) {
    NDArray array = batch.get(role, asking);
    return batch.views().getManager().zeros(new Shape(1)).add(array);
  }
}
