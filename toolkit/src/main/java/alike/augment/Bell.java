package alike.augment;

/**
 * A Gaussian kernel on a square plane: its weights, and from where each row and column is mixed,
 * the plane mirrored at its edges. Computed anew for every view without making objects.
 */
final class Bell {

  /** Neighbours further away weigh so little that no result changes by 1e-5: e^(-4.5² / 2). */
  private static final double REACH = 4.5;

  private int size;
  private int half;
  private float[] weights = new float[0];
  private int[] rows = new int[0];
  private int[] columns = new int[0];
  private float[] row = new float[0];

  /** Sets all numbers, for a kernel of that length on a plane of size × size. */
  void set(int newSize, int kernel, double sigma) {
    size = newSize;
    half = Math.min(kernel / 2, (int) Math.ceil(REACH * sigma));
    int reached = size + 2 * half;
    if (rows.length < reached) {
      rows = new int[reached];
      columns = new int[reached];
      weights = new float[reached];
      row = new float[reached + Reach.PAD];
    }
    for (int i = 0; i < reached; i++) {
      int at = Math.abs(i - half);
      rows[i] = (at < size ? at : 2 * (size - 1) - at) * size;
      columns[i] = i;
    }
    weigh(sigma);
  }

  private void weigh(double sigma) {
    double sum = 1;
    for (int i = 1; i <= half; i++) {
      sum += 2 * weight(i, sigma);
    }
    for (int i = 0; i <= half; i++) {
      weights[i] = (float) (weight(i, sigma) / sum);
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

  /** Returns the weight of a neighbour at a distance from 0 to {@code half}. */
  float weight(int distance) {
    return weights[distance];
  }

  /** Returns where the row for each place from -half on begins in its plane. */
  int[] rows() {
    return rows;
  }

  /** Returns where the column for each place from -half on lies in {@link #row}. */
  int[] columns() {
    return columns;
  }

  /** Returns room for a row and its neighbours on both sides: it begins at {@code half}. */
  float[] row() {
    return row;
  }

  /** Continues the row on both sides. */
  void mirror() {
    int end = half + size - 1;
    for (int j = 1; j <= half; j++) {
      row[half - j] = row[half + j];
      row[end + j] = row[end - j];
    }
  }
}
