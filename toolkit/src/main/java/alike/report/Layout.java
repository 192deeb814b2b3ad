package alike.report;

import alike.model.Embeddings;

/** A way to put embeddings on a plane; the same rows always get the same places. */
@FunctionalInterface
public interface Layout {

  /** Returns x and y of each row, [N, 2]. */
  double[][] of(Embeddings rows);

  /** Returns the two directions in which embeddings vary most: linear, distances are true. */
  static Layout pca() {
    return new FirstTwo();
  }
}
