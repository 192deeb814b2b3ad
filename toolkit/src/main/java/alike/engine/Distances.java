package alike.engine;

/** Squared Euclidean distances of single rows, in float32. Any thread may ask. */
public final class Distances {

  private final Dots dots = Dots.fastest();

  /** Returns {@code Σ (left_i − right_i)²} over {@code count} numbers. */
  public float square(float[] left, int leftFrom, float[] right, int rightFrom, int count) {
    return dots.apart(left, leftFrom, right, rightFrom, count);
  }
}
