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

  /**
   * Adds what one coordinate brings to the sums for all rows, in a loop that the compiler
   * vectorises: products for the cosine, else squares of differences.
   *
   * @param own the coordinate of one row
   * @param column the coordinate of all rows
   */
  void add(double own, double[] column, double[] sums) {
    if (this == COSINE) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += own * column[j];
      }
    } else {
      for (int j = 0; j < sums.length; j++) {
        double apart = own - column[j];
        sums[j] += apart * apart;
      }
    }
  }

  /**
   * Returns the distance of two rows.
   *
   * @param sum over the coordinates
   * @param lengths the squared lengths of both rows, added
   */
  double of(double sum, double lengths) {
    return switch (this) {
      case COSINE -> 1 - sum;
      case SQUARED_EUCLIDEAN -> sum;
      case EUCLIDEAN, EUCLIDEAN_RAW -> sum <= NOTHING * lengths ? 0 : Math.sqrt(sum);
    };
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
}
