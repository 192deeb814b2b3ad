package alike.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import alike.engine.Backend;
import alike.model.Embeddings;

/** The k rows of a bank that are most alike each query, by cosine similarity, nearest first. */
final class Neighbours {

  private static final int CHUNK = 500; // queries at a time: bounds the memory of similarities

  private final int k;
  private final int[] indices; // [queries, k]
  private final float[] similarities; // [queries, k]

  private Neighbours(int k, int queries) {
    this.k = k;
    this.indices = new int[queries * k];
    this.similarities = new float[queries * k];
  }

  static Neighbours of(Backend backend, Embeddings bank, Embeddings queries, int k) {
    if (bank.width() != queries.width()) {
      throw new IllegalArgumentException(
          "The bank has %d numbers an image, the queries have %d. Embed both with one encoder."
              .formatted(bank.width(), queries.width()));
    }
    var found = new Neighbours(Math.min(k, bank.size()), queries.size());
    return backend.evaluating(
        () -> {
          try (var manager = backend.open();
              var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            found.search(manager, bank.unit(), queries.unit());
          }
          return found;
        });
  }

  private void search(NDManager manager, Embeddings bank, Embeddings queries) {
    NDArray columns = bank.in(manager).transpose(); // [D, bank]
    NDArray rows = queries.in(manager); // [queries, D]
    for (int from = 0; from < queries.size(); from += CHUNK) {
      int to = Math.min(from + CHUNK, queries.size());
      try (NDArray part = rows.get(from + ":" + to);
          NDArray scores = part.matMul(columns)) { // [chunk, bank]
        float[] values = scores.toFloatArray();
        for (int query = from; query < to; query++) {
          select(query, values, (query - from) * bank.size(), bank.size());
        }
      }
    }
  }

  /** Keeps the k largest of {@code values[offset, offset + length)}, by insertion. */
  private void select(int query, float[] values, int offset, int length) {
    int first = query * k;
    int size = 0;
    for (int i = 0; i < length; i++) {
      float value = values[offset + i];
      if (size == k && value <= similarities[first + k - 1]) {
        continue;
      }
      int at = size < k ? size++ : k - 1;
      while (at > 0 && similarities[first + at - 1] < value) {
        similarities[first + at] = similarities[first + at - 1];
        indices[first + at] = indices[first + at - 1];
        at--;
      }
      similarities[first + at] = value;
      indices[first + at] = i;
    }
  }

  int k() {
    return k;
  }

  int index(int query, int rank) {
    return indices[query * k + rank];
  }

  float similarity(int query, int rank) {
    return similarities[query * k + rank];
  }
}
