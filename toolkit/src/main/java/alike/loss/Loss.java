package alike.loss;

import ai.djl.ndarray.NDArray;

/**
 * Scores the embeddings of a batch: lower is better. Open: a lambda is a loss.
 *
 * <p>Finite in float32 for temperatures of 0.01 and more, for duplicate rows and rows of zeros.
 */
@FunctionalInterface
public interface Loss {

  /** Returns the mean over the anchors, a scalar attached to the manager of the views. */
  NDArray of(Batch batch);
}
