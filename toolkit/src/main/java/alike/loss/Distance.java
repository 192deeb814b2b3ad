package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Rows;

/** How far two embeddings are apart. */
public enum Distance {
  /** 1 − cos, 0 to 2; a row of zeros is 1 from everything. */
  COSINE,
  /** Euclidean of rows scaled to length 1, 0 to 2. */
  EUCLIDEAN,
  /** The square of {@link #EUCLIDEAN}, 0 to 4: twice {@link #COSINE}. */
  SQUARED_EUCLIDEAN,
  /** Euclidean of the rows as they are. */
  EUCLIDEAN_RAW;

  /** How close rows are, relative to their lengths, that float32 cannot tell apart; squared. */
  private static final double NOTHING = 1e-13;

  /** Returns the rows [R, D] between which the distance is measured. */
  NDArray measured(NDArray rows) {
    return this == EUCLIDEAN_RAW ? rows : Rows.unit(rows);
  }

  /** Returns the distance of two rows. */
  double between(double[] a, double[] b) {
    if (this == COSINE) {
      return 1 - dot(a, b);
    }
    double squared = squared(a, b);
    if (this == SQUARED_EUCLIDEAN) {
      return squared;
    }
    return squared <= NOTHING * (dot(a, a) + dot(b, b)) ? 0 : Math.sqrt(squared);
  }

  /**
   * Returns f, if the gradient of the distance by the first row is f (a − b). At distance 0 it is
   * 0, where the root has none. For the cosine a − b differs from −b only along a, where rows of
   * length 1 have no gradient.
   */
  double pull(double distance) {
    return switch (this) {
      case COSINE -> 1;
      case SQUARED_EUCLIDEAN -> 2;
      case EUCLIDEAN, EUCLIDEAN_RAW -> distance == 0 ? 0 : 1 / distance;
    };
  }

  /**
   * Returns by how much distances have to differ so that it is not the rounding of rows to length
   * 1; mining and counting look no closer, so that engines and machines decide alike.
   */
  double resolution() {
    return this == EUCLIDEAN_RAW ? 0 : 5e-7;
  }

  private static double squared(double[] a, double[] b) {
    double even = 0; // two sums, which the processor adds up side by side
    double odd = 0;
    int k = 0;
    for (; k + 1 < a.length; k += 2) {
      double first = a[k] - b[k];
      double second = a[k + 1] - b[k + 1];
      even += first * first;
      odd += second * second;
    }
    double last = k < a.length ? a[k] - b[k] : 0;
    return even + odd + last * last;
  }

  private static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 1 < a.length; k += 2) {
      even += a[k] * b[k];
      odd += a[k + 1] * b[k + 1];
    }
    return even + odd + (k < a.length ? a[k] * b[k] : 0);
  }
}
