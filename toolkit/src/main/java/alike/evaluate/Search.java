package alike.evaluate;

import alike.engine.Largest;
import alike.engine.Panels;
import alike.engine.Products;
import alike.model.Embeddings;
import java.util.function.Supplier;

/** Searches a bank for the rows that are most alike each query; exact, in blocks of queries. */
final class Search {

  private Search() {}

  /** Takes what was found for one query. Belongs to one thread. */
  @FunctionalInterface
  interface Visitor {

    /** Takes the places of the bank in order, the most alike first, of equals the first. */
    void visit(int query, Largest found);
  }

  /**
   * Searches by the largest {@code offset_j + q · b_j}.
   *
   * @param bank [n, width] rows
   * @param queries [m, width] rows
   * @param width numbers of each
   * @param offsets one for each row of the bank
   * @param k how many rows to find, 1 to n
   * @param visitor makes what takes them, one a thread
   */
  static void each(
      float[] bank,
      float[] queries,
      int width,
      float[] offsets,
      int k,
      Supplier<? extends Visitor> visitor) {
    var panels = Panels.of(bank, offsets.length, width, offsets);
    Products.each(queries, panels, () -> new Sink(k, visitor.get()));
  }

  static void requireSameWidth(Embeddings bank, Embeddings queries) {
    if (bank.width() != queries.width()) {
      throw new IllegalArgumentException(
          "The bank has %d numbers an image, the queries have %d. Embed both with one encoder."
              .formatted(bank.width(), queries.width()));
    }
  }

  private static final class Sink implements Products.Sink {
    private final Largest[] found = new Largest[Products.ROWS];
    private final Visitor visitor;
    private int from;
    private int to;

    Sink(int k, Visitor visitor) {
      this.visitor = visitor;
      for (int i = 0; i < Products.ROWS; i++) {
        found[i] = new Largest(k);
      }
    }

    @Override
    public void begin(int first, int end) {
      from = first;
      to = end;
      for (var each : found) {
        each.clear();
      }
    }

    @Override
    public void take(int query, int place, float[] products, int at, int count) {
      found[query - from].offer(place, products, at, count);
    }

    @Override
    public void end() {
      for (int query = from; query < to; query++) {
        found[query - from].sort();
        visitor.visit(query, found[query - from]);
      }
    }
  }
}
