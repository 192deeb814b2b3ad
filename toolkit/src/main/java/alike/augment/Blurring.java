package alike.augment;

/** Blurs the planes of a canvas. */
final class Blurring {

  /** Neighbours further away weigh so little that no result changes by 1e-5: e^(-4.5² / 2). */
  private static final double REACH = 4.5;

  private final Smooth smooth;
  private float[] weights = new float[0];
  private float[] scratch = new float[0];
  private int[] rows = new int[0];

  Blurring(Smooth smooth) {
    this.smooth = smooth;
  }

  /** Blurs the first planes with a kernel of that length, the same along rows and columns. */
  void blur(Canvas canvas, int planes, int kernel, double sigma) {
    int size = canvas.size();
    int half = Math.min(kernel / 2, (int) Math.ceil(REACH * sigma));
    if (half == 0) {
      return;
    }
    if (weights.length < 2 * half + 1) {
      weights = new float[2 * half + 1];
    }
    if (scratch.length < Smooth.scratch(size, half)) {
      scratch = new float[Smooth.scratch(size, half)];
    }
    if (rows.length < size + 2 * half) {
      rows = new int[size + 2 * half];
    }
    weigh(half, sigma);
    Smooth.mirrored(rows, size, half);
    for (int plane = 0; plane < planes; plane++) {
      smooth.blur(canvas.values(), plane * canvas.stride(), size, half, weights, scratch, rows);
    }
  }

  private void weigh(int half, double sigma) {
    double sum = 0;
    for (int i = -half; i <= half; i++) {
      sum += weight(i, sigma);
    }
    for (int i = -half; i <= half; i++) {
      weights[i + half] = (float) (weight(i, sigma) / sum);
    }
  }

  private static double weight(int distance, double sigma) {
    return Math.exp(-0.5 * distance * distance / (sigma * sigma));
  }
}
