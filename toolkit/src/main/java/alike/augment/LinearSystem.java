package alike.augment;

/** A few linear equations. */
final class LinearSystem {

  private LinearSystem() {}

  /**
   * Solves n equations by elimination, each time with the largest number left as the pivot.
   *
   * @param rows n rows of n factors and the right side; they are used up
   * @throws IllegalArgumentException if no single solution exists
   */
  static double[] solve(double[][] rows) {
    int size = rows.length;
    for (int column = 0; column < size; column++) {
      bringPivotUp(rows, column);
      for (int row = 0; row < size; row++) {
        double factor = row == column ? 0 : rows[row][column] / rows[column][column];
        for (int i = column; factor != 0 && i <= size; i++) {
          rows[row][i] -= factor * rows[column][i];
        }
      }
    }
    var solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = rows[i][size] / rows[i][i];
    }
    return solution;
  }

  private static void bringPivotUp(double[][] rows, int column) {
    int best = column;
    for (int row = column + 1; row < rows.length; row++) {
      best = Math.abs(rows[row][column]) > Math.abs(rows[best][column]) ? row : best;
    }
    if (Math.abs(rows[best][column]) < 1e-12) {
      throw new IllegalArgumentException(
          "These points have no single perspective between them: three of four lie on one line."
              + " Move a corner.");
    }
    var kept = rows[column];
    rows[column] = rows[best];
    rows[best] = kept;
  }
}
