package alike.engine;

/** Loops that any JVM runs; its compiler vectorises the innermost ones. */
final class PlainDots implements Dots {

  private static final int STEP = 4; // how many k at a time
  private static final int GROUP = 8; // rows whose sums stay near the processor

  @Override
  public int columns() {
    return 8 * COLUMNS; // long loops
  }

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public void sum(Part rows, int count, Part panel, int depth, Part start, Part out) {
    int columns = panel.stride();
    var sums = new float[GROUP][columns];
    var lines = new float[STEP][columns];
    for (int row = 0; row < count; row += GROUP) {
      int group = Math.min(GROUP, count - row);
      for (int i = 0; i < group; i++) {
        int from = start.from() + (row + i) * start.stride();
        System.arraycopy(start.values(), from, sums[i], 0, columns);
      }
      for (int k = 0; k < depth; k += STEP) {
        int steps = Math.min(STEP, depth - k);
        for (int i = 0; i < steps; i++) {
          int from = panel.from() + (k + i) * columns;
          System.arraycopy(panel.values(), from, lines[i], 0, columns);
        }
        for (int i = 0; i < group; i++) {
          int from = rows.from() + (row + i) * rows.stride() + k;
          add(rows.values(), from, lines, steps, sums[i]);
        }
      }
      for (int i = 0; i < group; i++) {
        int to = out.from() + (row + i) * out.stride();
        System.arraycopy(sums[i], 0, out.values(), to, columns);
      }
    }
  }

  private static void add(float[] rows, int from, float[][] lines, int steps, float[] sums) {
    if (steps == STEP) {
      four(rows, from, lines[0], lines[1], lines[2], lines[3], sums);
    } else {
      for (int i = 0; i < steps; i++) {
        one(rows[from + i], lines[i], sums);
      }
    }
  }

  // Only loops over whole arrays, all from 0, are turned into vectors.
  private static void four(
      float[] rows, int from, float[] b0, float[] b1, float[] b2, float[] b3, float[] sums) {
    float a0 = rows[from];
    float a1 = rows[from + 1];
    float a2 = rows[from + 2];
    float a3 = rows[from + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i] + a0 * b0[i] + a1 * b1[i] + a2 * b2[i] + a3 * b3[i];
    }
  }

  private static void one(float a, float[] b, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += a * b[i];
    }
  }

  @Override
  public int above(float bound, float[] values, int from, int to, int[] found) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (values[i] > bound) {
        found[count++] = i;
      }
    }
    return count;
  }

  @Override
  public int largest(float[] values, int from, int to) {
    int best = from;
    for (int i = from + 1; i < to; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  @Override
  public float apart(float[] left, int leftFrom, float[] right, int rightFrom, int count) {
    float even = 0;
    float odd = 0;
    int i = 0;
    for (; i + 2 <= count; i += 2) {
      float a = left[leftFrom + i] - right[rightFrom + i];
      float b = left[leftFrom + i + 1] - right[rightFrom + i + 1];
      even += a * a;
      odd += b * b;
    }
    float last = i < count ? left[leftFrom + i] - right[rightFrom + i] : 0;
    return even + odd + last * last;
  }
}
