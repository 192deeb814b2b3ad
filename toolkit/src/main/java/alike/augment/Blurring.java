package alike.augment;

/** Blurs the planes of a canvas. */
final class Blurring {

  /** Rows that are handed on together. */
  private static final int ROWS = 4;

  private final Smooth smooth;
  private final Bell bell = new Bell();
  private float[] block = new float[0];

  Blurring(Smooth smooth) {
    this.smooth = smooth;
  }

  /** Blurs the first planes with a kernel of that length, the same along rows and columns. */
  void blur(Canvas canvas, int planes, int kernel, double sigma, Sink target) {
    int size = canvas.size();
    bell.set(size, kernel, sigma);
    if (block.length < ROWS * size + Reach.PAD) {
      block = new float[ROWS * size + Reach.PAD];
    }
    for (int plane = 0; plane < planes; plane++) {
      int from = plane * canvas.stride();
      for (int y = 0; y < size; y += ROWS) {
        int rows = Math.min(ROWS, size - y);
        for (int row = 0; row < rows; row++) {
          blur(canvas.values(), from, y + row, row * size);
        }
        target.take(plane, y * size, block, 0, rows * size);
      }
    }
  }

  private void blur(float[] x, int from, int y, int to) {
    int half = bell.half();
    if (half == 0) {
      System.arraycopy(x, from + y * bell.size(), block, to, bell.size());
      return;
    }
    smooth.mix(bell, x, from, bell.rows(), y + half, bell.row(), half);
    bell.mirror();
    smooth.mix(bell, bell.row(), 0, bell.columns(), half, block, to);
  }
}
