package alike.loss;

import alike.engine.Simd;

/** Arithmetic on rows of numbers that lie anywhere in long arrays. */
interface RowMath {

  /** Loops that any JVM runs, which compute in double precision. */
  RowMath PLAIN = new PlainRowMath();

  /** The fastest that this JVM can run. */
  RowMath FASTEST = Simd.load(RowMath.class, "alike.loss.VectorRowMath").orElseGet(() -> PLAIN);

  /**
   * Sets {@code to[j + k] = from[i + k] · factor}, to the last digit or the one beside it; on
   * vectors for factors from 1e-30 to the largest float.
   */
  void scale(float[] from, int i, double factor, float[] to, int j, int count);

  /** Adds {@code factor · from[i + k]} to {@code to[j + k]}. */
  void add(float[] from, int i, float factor, float[] to, int j, int count);

  /** Sets {@code to[j + k] = (a[i + k] − along · b[i + k]) · factor}; on vectors likewise. */
  void reject(
      float[] a, float[] b, int i, double along, double factor, float[] to, int j, int count);

  /**
   * Returns {@code Σ a[i + k] · b[j + k]}: exact to the rounding of doubles, or on vectors to that
   * of a few floats, where squares of 1e±38 have no room.
   */
  double dot(float[] a, int i, float[] b, int j, int count);
}
