package alike.method;

import ai.djl.ndarray.NDArray;

/**
 * A learner whose loss looks at embeddings alone: the views of a batch may be embedded in parts,
 * and the loss taken of all of them.
 */
public interface Embedding extends Learner {

  /**
   * Returns the embeddings that the loss compares, in training mode.
   *
   * @param images float32 [R, C, H, W], any views
   * @return [R, D], row by row
   */
  NDArray embed(NDArray images);

  /**
   * Returns the loss of the embeddings of a whole batch.
   *
   * @param embeddings [V·N, D]: view 0 of all images, then view 1
   * @param views what else is known of the batch; its images are not looked at
   */
  NDArray loss(NDArray embeddings, Views views);

  @Override
  default NDArray loss(Views views) {
    return loss(embed(views.images()), views);
  }
}
