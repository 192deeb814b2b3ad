package alike.augment;

/** Blurs with plain loops, four neighbours a time. */
final class PlainSmooth implements Smooth {

  @Override
  public void rows(Bell bell, float[] x, int from, int y, float[] target) {
    int size = bell.size();
    for (int row = 0; row < Math.min(Bell.ROWS, size - y); row++) {
      down(bell, x, from, y + row, row * bell.stride() + bell.half());
      bell.mirror(row);
      across(bell, row * bell.stride(), target, row * size);
    }
  }

  private static void down(Bell bell, float[] x, int from, int y, int to) {
    int[] rows = bell.rows();
    float[] weights = bell.weights();
    float[] scratch = bell.scratch();
    int size = bell.size();
    int taps = bell.taps();
    int w = Bell.ROWS - 1;
    first(x, from + rows[y], weights[w], scratch, to, size);
    int j = 1;
    for (; j + 4 <= taps; j += 4) {
      int a = from + rows[y + j];
      int b = from + rows[y + j + 1];
      int c = from + rows[y + j + 2];
      int d = from + rows[y + j + 3];
      four(x, a, b, c, d, weights, w + j, scratch, to, size);
    }
    for (; j < taps; j++) {
      one(x, from + rows[y + j], weights[w + j], scratch, to, size);
    }
  }

  private static void across(Bell bell, int row, float[] target, int to) {
    float[] weights = bell.weights();
    float[] scratch = bell.scratch();
    int size = bell.size();
    int taps = bell.taps();
    int w = Bell.ROWS - 1;
    first(scratch, row, weights[w], target, to, size);
    int j = 1;
    for (; j + 4 <= taps; j += 4) {
      int at = row + j;
      four(scratch, at, at + 1, at + 2, at + 3, weights, w + j, target, to, size);
    }
    for (; j < taps; j++) {
      one(scratch, row + j, weights[w + j], target, to, size);
    }
  }

  private static void first(float[] x, int row, float weight, float[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = x[row + i] * weight;
    }
  }

  private static void one(float[] x, int row, float weight, float[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] += x[row + i] * weight;
    }
  }

  /** The sums in the order of single steps, so that the bits are theirs too. */
  private static void four(
      float[] x,
      int a,
      int b,
      int c,
      int d,
      float[] weights,
      int j,
      float[] target,
      int to,
      int count) {
    float weightA = weights[j];
    float weightB = weights[j + 1];
    float weightC = weights[j + 2];
    float weightD = weights[j + 3];
    for (int i = 0; i < count; i++) {
      float sum = target[to + i] + x[a + i] * weightA;
      sum += x[b + i] * weightB;
      sum += x[c + i] * weightC;
      target[to + i] = sum + x[d + i] * weightD;
    }
  }
}
