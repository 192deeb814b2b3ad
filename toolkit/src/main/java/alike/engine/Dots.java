package alike.engine;

/** The inner loops of products of rows with columns; several ways to compute the same. */
interface Dots {

  /** What the columns of a {@link Panels panel} are a multiple of. */
  int COLUMNS = 64;

  /**
   * Returns how many columns lie side by side at best: a part or a multiple of {@link #COLUMNS}.
   */
  int columns();

  /** Returns how many rows lie side by side, a part of {@link Products#ROWS}. */
  int rows();

  /**
   * Numbers in an array.
   *
   * @param values where they are
   * @param from the first
   * @param stride from one row, or group of rows, to the next; 0 if all are the same
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(float[] values, int from, int stride) {}

  /**
   * Writes {@code out_rc = start_rc + Σ_k row_rk · panel_kc} for some rows and all columns of a
   * panel, summed in the order of k.
   *
   * @param rows in groups of {@link #rows()}: the first numbers of a group's rows, then their
   *     second numbers, …
   * @param count how many rows, a multiple of {@link #rows()}
   * @param panel one row for each k, as wide as its stride: that many columns
   * @param depth how many k
   * @param start what the sums start from; may be {@code out}
   * @param out where they go
   */
  void sum(Part rows, int count, Part panel, int depth, Part start, Part out);

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
