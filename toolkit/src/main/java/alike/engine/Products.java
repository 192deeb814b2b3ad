package alike.engine;

import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The products of all rows with all vectors, handed out in pieces, never kept: {@code s_ij =
 * offset_j + Σ_k rows_ik vectors_jk}. Memory grows with the threads, not with the rows.
 *
 * <p>Each product is summed in one order, whatever the threads: the same numbers give the same
 * products.
 */
public final class Products {

  static final int ROWS = 64; // of a task
  private static final int COLUMNS = 8 * Dots.COLUMNS; // of a piece

  private static final double SMALL = 1e7; // multiplications that one thread does before two start

  private Products() {}

  /** Takes the products of a block of rows, piece by piece. Belongs to one thread. */
  public interface Sink {

    /** Starts a block: rows {@code from} … {@code to} − 1; never more than 64. */
    default void begin(int from, int to) {}

    /**
     * Takes products of one row of the block: those with the vectors {@code column} … {@code column
     * + count − 1}, at {@code products[at]} and on. A row's pieces come in ascending order.
     */
    void take(int row, int column, float[] products, int at, int count);

    /** Ends the block. */
    default void end() {}
  }

  /**
   * Computes all products on {@link Engines#threads()} threads; few products on this one alone.
   *
   * @param rows [count, vectors.width()], row by row
   * @param vectors what each row is multiplied with
   * @param sink makes what takes the products, one a thread
   */
  public static void each(float[] rows, Panels vectors, Supplier<? extends Sink> sink) {
    double work = (double) rows.length * vectors.count();
    each(rows, vectors, sink, work < SMALL ? 1 : Engines.threads());
  }

  static void each(float[] rows, Panels vectors, Supplier<? extends Sink> sink, int threads) {
    int count = rows.length / vectors.width();
    if (rows.length % vectors.width() != 0) {
      throw new IllegalArgumentException(
          "Rows of %d numbers cannot have %d in all.".formatted(vectors.width(), rows.length));
    }
    Workers.each((count + ROWS - 1) / ROWS, threads, () -> new Block(rows, vectors, sink.get()));
  }

  private static final class Block implements IntConsumer {
    private final float[] rows;
    private final Panels vectors;
    private final Sink sink;
    private final float[] own; // [ROWS, width]: zeros after the last row
    private final float[] products = new float[ROWS * COLUMNS];

    Block(float[] rows, Panels vectors, Sink sink) {
      this.rows = rows;
      this.vectors = vectors;
      this.sink = sink;
      this.own = new float[ROWS * vectors.width()];
    }

    @Override
    public void accept(int task) {
      int width = vectors.width();
      int from = task * ROWS;
      int count = Math.min(ROWS, rows.length / width - from);
      System.arraycopy(rows, from * width, own, 0, count * width);
      sink.begin(from, from + count);
      int panels = COLUMNS / vectors.columns();
      for (int panel = 0; panel < vectors.panels(); panel += panels) {
        piece(from, count, panel, Math.min(panels, vectors.panels() - panel));
      }
      sink.end();
    }

    private void piece(int from, int count, int panel, int panels) {
      int padded = (count + Dots.ROWS - 1) / Dots.ROWS * Dots.ROWS;
      for (int i = 0; i < panels; i++) {
        vectors.multiply(own, padded, panel + i, products, i * vectors.columns(), COLUMNS);
      }
      int column = panel * vectors.columns();
      int columns = Math.min(panels * vectors.columns(), vectors.count() - column);
      for (int row = 0; row < count; row++) {
        sink.take(from + row, column, products, row * COLUMNS, columns);
      }
    }
  }
}
