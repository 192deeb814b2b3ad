package alike.method;

import alike.model.Head;
import alike.model.Network;

/** The network from an embedding to what the other view's embedding is expected to be. */
final class Predictor {

  private Predictor() {}

  /** Checks that predictions and embeddings can be compared. */
  static void require(Head predictor, Head head) {
    if (predictor.width() != head.width()) {
      throw new IllegalArgumentException(
          "The predictor %s gives %d numbers, the head %s gives %d, and both are compared. Give both the same last width."
              .formatted(predictor, predictor.width(), head, head.width()));
    }
  }

  /** Makes the predictor of a head. */
  static Network of(Method.Start start, Head predictor, Head head) {
    return start.network(predictor.on(head.width()), head.width(), 2);
  }
}
