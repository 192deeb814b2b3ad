package alike.augment;

/** Blurs the planes of a canvas. */
final class Blurring {

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
    if (block.length < Bell.ROWS * size + Reach.PAD) {
      block = new float[Bell.ROWS * size + Reach.PAD];
    }
    for (int plane = 0; plane < planes; plane++) {
      for (int y = 0; y < size; y += Bell.ROWS) {
        smooth.rows(bell, canvas.values(), plane * canvas.stride(), y, block);
        target.take(plane, y * size, block, 0, Math.min(Bell.ROWS, size - y) * size);
      }
    }
  }
}
