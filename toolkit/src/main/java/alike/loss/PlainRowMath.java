package alike.loss;

/** Loops that any JVM runs. */
final class PlainRowMath implements RowMath {

  @Override
  public void scale(float[] from, int i, double factor, float[] to, int j, int count) {
    for (int k = 0; k < count; k++) {
      to[j + k] = (float) (from[i + k] * factor);
    }
  }

  @Override
  public void add(float[] from, int i, float factor, float[] to, int j, int count) {
    for (int k = 0; k < count; k++) {
      to[j + k] += factor * from[i + k];
    }
  }

  @Override
  public void reject(
      float[] a, float[] b, int i, double along, double factor, float[] to, int j, int count) {
    for (int k = 0; k < count; k++) {
      to[j + k] = (float) ((a[i + k] - along * b[i + k]) * factor);
    }
  }

  // As four sums: one would wait for its last addition each time.
  @Override
  public double dot(float[] a, int i, float[] b, int j, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k < count - 3; k += 4) {
      s0 += (double) a[i + k] * b[j + k];
      s1 += (double) a[i + k + 1] * b[j + k + 1];
      s2 += (double) a[i + k + 2] * b[j + k + 2];
      s3 += (double) a[i + k + 3] * b[j + k + 3];
    }
    for (; k < count; k++) {
      s0 += (double) a[i + k] * b[j + k];
    }
    return s0 + s1 + (s2 + s3);
  }
}
