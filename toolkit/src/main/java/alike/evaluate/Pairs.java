package alike.evaluate;

import alike.model.Embeddings;

/** Two sets of embeddings whose rows belong together. */
final class Pairs {

  private Pairs() {}

  static void requireSameRows(Embeddings left, Embeddings right) {
    if (left.size() != right.size()) {
      throw new IllegalArgumentException(
          "Row i of both must be of the same image, but there are %d and %d rows. Embed the same images."
              .formatted(left.size(), right.size()));
    }
  }

  static void requireSameShape(Embeddings left, Embeddings right) {
    requireSameRows(left, right);
    if (left.width() != right.width()) {
      throw new IllegalArgumentException(
          "Both views must have as many numbers, got %d and %d. Embed both with one encoder."
              .formatted(left.width(), right.width()));
    }
  }
}
