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
}
