package alike.augment;

import java.util.Arrays;

/**
 * A Gaussian kernel on a square plane: its weights, and from which rows each row is mixed, the
 * plane mirrored at its edges. Computed anew for every view without making objects.
 */
final class Bell {

  /** Rows that are blurred at a time. */
  static final int ROWS = 4;

  /** Neighbours further away weigh so little that no result changes by 1e-5: e^(-4.5² / 2). */
  private static final double REACH = 4.5;

  private int size;
  private int half;
  private float[] weights = new float[0];
  private int[] rows = new int[0];
  private float[] scratch = new float[0];

  /** Sets all numbers, for a kernel of that length on a plane of size × size. */
  void set(int newSize, int kernel, double sigma) {
    size = newSize;
    half = Math.min(kernel / 2, (int) Math.ceil(REACH * sigma));
    int reached = size + 2 * half + ROWS;
    if (rows.length < reached) {
      rows = new int[reached];
    }
    if (scratch.length < ROWS * stride()) {
      scratch = new float[ROWS * stride()];
    }
    weigh(sigma);
    for (int i = 0; i < reached; i++) {
      int row = Math.abs(i - half);
      rows[i] = (row < size ? row : Math.max(0, 2 * (size - 1) - row)) * size;
    }
  }

  private void weigh(double sigma) {
    int length = taps() + 2 * (ROWS - 1);
    if (weights.length < length) {
      weights = new float[length];
    }
    Arrays.fill(weights, 0);
    double sum = 0;
    for (int i = -half; i <= half; i++) {
      sum += weight(i, sigma);
    }
    for (int i = -half; i <= half; i++) {
      weights[ROWS - 1 + half + i] = (float) (weight(i, sigma) / sum);
    }
  }

  private static double weight(int distance, double sigma) {
    return Math.exp(-0.5 * distance * distance / (sigma * sigma));
  }

  /** Returns the rows and columns of the plane. */
  int size() {
    return size;
  }

  /** Returns the neighbours on each side. */
  int half() {
    return half;
  }

  /** Returns how many values are mixed along one direction. */
  int taps() {
    return 2 * half + 1;
  }

  /** Returns the weights, with ROWS - 1 zeros before and behind them. */
  float[] weights() {
    return weights;
  }

  /** Returns where the row for each place from -half on begins in its plane. */
  int[] rows() {
    return rows;
  }

  /** Returns room for ROWS rows that are {@link #stride} apart and have neighbours on each side. */
  float[] scratch() {
    return scratch;
  }

  int stride() {
    return size + 2 * half + Reach.PAD;
  }

  /** Continues a row of the scratch memory, which is there from {@code half} on, on both sides. */
  void mirror(int row) {
    int at = row * stride() + half;
    for (int j = 1; j <= half; j++) {
      scratch[at - j] = scratch[at + j];
      scratch[at + size - 1 + j] = scratch[at + size - 1 - j];
    }
  }
}
