package alike.method;

import ai.djl.ndarray.NDArray;

/** A learner that can go on from an earlier one of its kind: its embeddings are seen by others. */
interface Continued extends Learner {

  /** Returns the encoder and head that make the embeddings. */
  Tower online();

  /** Embeds both full-size views, in training mode: [2N, D], view 0 of all images, then view 1. */
  NDArray embedBoth(Views views);

  /** Returns the loss of a step, given these embeddings. */
  NDArray lossOf(NDArray embeddings, Views views);
}
