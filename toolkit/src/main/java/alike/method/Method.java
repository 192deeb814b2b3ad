package alike.method;

import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.model.Architecture;

/** A training recipe: which networks there are, and what the loss of a step is. */
public interface Method {

  /** Returns how many views of each image a step needs. */
  int views();

  /** Makes the networks, ready for the first step. */
  Learner start(Start start);

  /**
   * What a method starts from.
   *
   * @param encoder makes the encoder
   * @param backend where the networks live
   * @param seed decides all weights
   * @param image the shape of one image, [1, C, H, W]
   */
  record Start(Architecture encoder, Backend backend, long seed, Shape image) {}
}
