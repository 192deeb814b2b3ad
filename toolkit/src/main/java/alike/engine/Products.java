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

  /** How many rows a block has at most. */
  public static final int ROWS = 192;

  private static final int COLUMNS = 8 * Dots.COLUMNS; // of a piece

  private static final double SMALL = 1e7; // multiplications that one thread does before two start

  private Products() {}

  /** Takes the products of a block of rows, piece by piece. Belongs to one thread. */
  public interface Sink {

    /** Starts a block: rows {@code from} … {@code to} − 1; never more than {@link #ROWS}. */
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
    int block = block(count, vectors.group(), threads);
    Workers.each(
        (count + block - 1) / block, threads, () -> new Block(rows, vectors, sink.get(), block));
  }

  /** Returns how many rows a block has, whole groups of them, so that all threads have as much. */
  private static int block(int count, int group, int threads) {
    int shares = Math.max(1, (count + ROWS * threads - 1) / (ROWS * threads)) * threads;
    int even = Math.max(1, (count + shares - 1) / shares);
    return Math.min(ROWS, (even + group - 1) / group * group);
  }

  private static final class Block implements IntConsumer {
    private final float[] rows;
    private final Panels vectors;
    private final Sink sink;
    private final float[] side; // the rows of a block as the panels take them
    private final float[] products;
    private final int block;

    Block(float[] rows, Panels vectors, Sink sink, int block) {
      this.rows = rows;
      this.vectors = vectors;
      this.sink = sink;
      this.side = new float[block * vectors.width()];
      this.products = new float[block * COLUMNS];
      this.block = block;
    }

    @Override
    public void accept(int task) {
      int width = vectors.width();
      int from = task * block;
      int count = Math.min(block, rows.length / width - from);
      vectors.lay(rows, from * width, count, side);
      sink.begin(from, from + count);
      int panels = COLUMNS / vectors.columns();
      for (int panel = 0; panel < vectors.panels(); panel += panels) {
        piece(from, count, panel, Math.min(panels, vectors.panels() - panel));
      }
      sink.end();
    }

    private void piece(int from, int count, int panel, int panels) {
      for (int i = 0; i < panels; i++) {
        vectors.multiply(side, count, panel + i, products, i * vectors.columns(), COLUMNS);
      }
      int column = panel * vectors.columns();
      int columns = Math.min(panels * vectors.columns(), vectors.count() - column);
      for (int row = 0; row < count; row++) {
        sink.take(from + row, column, products, row * COLUMNS, columns);
      }
    }
  }
}
