package alike.evaluate;

import alike.model.Embeddings;

/** The k rows of a bank that are nearest each query, nearest first; of equals the first. */
public final class Neighbours {

  private final int k;
  private final int[] indices; // [queries, k]
  private final float[] similarities; // [queries, k]: cosines, or negative distances

  private Neighbours(int k, int queries) {
    this.k = k;
    this.indices = new int[queries * k];
    this.similarities = new float[queries * k];
  }

  /**
   * Finds the nearest rows of a bank for each query.
   *
   * @param bank rows to choose from
   * @param queries rows of the same width
   * @param k how many, 1 or more; clamped to the size of the bank
   * @param metric what is near
   */
  public static Neighbours of(Embeddings bank, Embeddings queries, int k, Knn.Metric metric) {
    Search.requireSameWidth(bank, queries);
    var found = new Neighbours(Math.min(k, bank.size()), queries.size());
    switch (metric) {
      case COSINE -> found.byCosine(bank, queries);
      case EUCLIDEAN -> found.byDistance(bank, queries);
    }
    return found;
  }

  /** Finds each row's k nearest others, k from 1 to the number of rows less one. */
  public static Neighbours among(Embeddings rows, int k, Knn.Metric metric) {
    return of(rows, rows, k + 1, metric).withoutSelf();
  }

  private void byCosine(Embeddings bank, Embeddings queries) {
    var columns = bank.unit().values();
    var offsets = new float[bank.size()];
    Search.each(
        columns,
        queries.unit().values(),
        bank.width(),
        offsets,
        k,
        () ->
            (query, found) -> {
              for (int rank = 0; rank < k; rank++) {
                indices[query * k + rank] = found.place(rank);
                similarities[query * k + rank] = found.value(rank);
              }
            });
  }

  private void byDistance(Embeddings bank, Embeddings queries) {
    int width = bank.width();
    var middle = Rows.mean(bank); // float32 products then lose nothing to a common offset
    float[] rows = Rows.less(bank, middle);
    float[] asked = Rows.less(queries, middle);
    Search.each(
        rows,
        asked,
        width,
        Rows.minusHalfSquares(rows, width),
        k,
        () ->
            (query, found) -> {
              for (int rank = 0; rank < k; rank++) {
                int place = found.place(rank);
                indices[query * k + rank] = place;
                similarities[query * k + rank] =
                    (float) -Rows.distance(asked, query, rows, place, width);
              }
            });
  }

  private Neighbours withoutSelf() {
    int queries = indices.length / k;
    var others = new Neighbours(k - 1, queries);
    for (int query = 0; query < queries; query++) {
      for (int from = 0, to = 0; to < k - 1; from++) {
        if (index(query, from) != query) {
          others.indices[query * (k - 1) + to] = index(query, from);
          others.similarities[query * (k - 1) + to++] = similarity(query, from);
        }
      }
    }
    return others;
  }

  /** Returns how many neighbours each query has. */
  public int k() {
    return k;
  }

  /** Returns the row of the bank that has a rank, 0 for the nearest. */
  public int index(int query, int rank) {
    return indices[query * k + rank];
  }

  /** Returns the cosine similarity of the row that has a rank, or its negative distance. */
  public float similarity(int query, int rank) {
    return similarities[query * k + rank];
  }
}
