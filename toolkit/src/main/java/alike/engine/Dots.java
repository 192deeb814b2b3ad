package alike.engine;

/** The inner loops of products of rows with columns; several ways to compute the same. */
interface Dots {

  /** What the columns of a {@link Panels panel} are a multiple of. */
  int COLUMNS = 64;

  /** What the number of rows is a multiple of. */
  int ROWS = 4;

  /** Returns how many columns lie side by side at best, a multiple of {@link #COLUMNS}. */
  int columns();

  /**
   * Adds to {@code out}, for each row and each of a panel's columns, {@code Σ_k rows[r·stride + k]
   * · panel[k·columns + c]}, in the order of k.
   *
   * @param rows numbers of the rows, the first of row 0 at {@code rowsFrom}
   * @param stride from one row to the next
   * @param count how many rows, a multiple of {@link #ROWS}
   * @param panel numbers of the columns, the first at {@code panelFrom}
   * @param columns of the panel
   * @param depth how many k
   * @param out products, that of row 0 and column 0 at {@code outFrom}
   * @param outStride from one row to the next
   */
  void add(
      float[] rows,
      int rowsFrom,
      int stride,
      int count,
      float[] panel,
      int panelFrom,
      int columns,
      int depth,
      float[] out,
      int outFrom,
      int outStride);

  /**
   * Writes the places of all values above a bound into {@code found}, ascending, and returns how
   * many there are.
   */
  int above(float bound, float[] values, int from, int to, int[] found);

  /** Returns the first place of the largest value in [from, to). */
  int largest(float[] values, int from, int to);

  /** Returns the squared distance of {@code count} numbers from as many others. */
  float apart(float[] left, int leftFrom, float[] right, int rightFrom, int count);

  /** Returns the fastest of what this JVM can run. */
  static Dots fastest() {
    return Simd.load(Dots.class, "alike.engine.VectorDots").orElseGet(PlainDots::new);
  }
}
