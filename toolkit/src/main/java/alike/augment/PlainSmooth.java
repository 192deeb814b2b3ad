package alike.augment;

/** Blurs with plain loops, four neighbours a time. */
final class PlainSmooth implements Smooth {

  @Override
  public void blur(
      float[] x, int from, int size, int half, float[] weights, float[] scratch, int[] rows) {
    int stride = Smooth.stride(size, half);
    int taps = 2 * half + 1;
    for (int y = 0; y < size; y++) {
      int to = y * stride + half;
      first(x, from + rows[y], weights[0], scratch, to, size);
      int j = 1;
      for (; j + 4 <= taps; j += 4) {
        four(
            x,
            from + rows[y + j],
            from + rows[y + j + 1],
            from + rows[y + j + 2],
            from + rows[y + j + 3],
            weights,
            j,
            scratch,
            to,
            size);
      }
      for (; j < taps; j++) {
        one(x, from + rows[y + j], weights[j], scratch, to, size);
      }
      Smooth.mirror(scratch, to, size, half);
    }
    for (int y = 0; y < size; y++) {
      int row = y * stride;
      int to = from + y * size;
      first(scratch, row, weights[0], x, to, size);
      int j = 1;
      for (; j + 4 <= taps; j += 4) {
        four(scratch, row + j, row + j + 1, row + j + 2, row + j + 3, weights, j, x, to, size);
      }
      for (; j < taps; j++) {
        one(scratch, row + j, weights[j], x, to, size);
      }
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
