package alike.method;

import alike.loss.Loss;
import alike.model.Head;

/**
 * A method of two views through one encoder and one head; its loss does not look at labels, unless
 * {@link #start} is another.
 */
interface OneHead extends Method {

  /** Returns what compares the embeddings. */
  Loss loss();

  /** Returns what stands between representation and loss. */
  Head head();

  @Override
  default int views() {
    return 2;
  }

  @Override
  default boolean weighsImages() {
    return true;
  }

  @Override
  default Learner start(Start start) {
    return Contrast.start(start, head()::on, loss(), false);
  }
}
