package alike.augment;

/** The loops of the Gaussian blur. All implementations give the same bits. */
interface Smooth {

  /**
   * Blurs a plane of size × size in place, mirrored at its edges.
   *
   * @param half neighbours on each side, fewer than {@code size}
   * @param weights 2 · half + 1 of them
   * @param scratch room for {@link #scratch} floats
   * @param rows what {@link #mirrored} fills in
   */
  void blur(float[] x, int from, int size, int half, float[] weights, float[] scratch, int[] rows);

  /** Returns the floats of scratch memory that a blur needs. */
  static int scratch(int size, int half) {
    return size * stride(size, half) + Reach.PAD;
  }

  static int stride(int size, int half) {
    return size + 2 * half + Reach.PAD;
  }

  /** Fills in where the row for each place from -half to size + half - 1 begins in its plane. */
  static void mirrored(int[] rows, int size, int half) {
    for (int i = 0; i < size + 2 * half; i++) {
      int row = Math.abs(i - half);
      rows[i] = (row < size ? row : 2 * (size - 1) - row) * size;
    }
  }

  /** Continues a row of {@code size} values from {@code at} on mirrored on both sides. */
  static void mirror(float[] x, int at, int size, int half) {
    for (int j = 1; j <= half; j++) {
      x[at - j] = x[at + j];
      x[at + size - 1 + j] = x[at + size - 1 - j];
    }
  }
}
