package alike.evaluate;

import java.util.Arrays;

/**
 * The assignment of rows to columns, one to one, of the largest sum; by shortest augmenting paths,
 * exact, in O(n³).
 *
 * @see <a href="https://doi.org/10.1002/nav.3800020109">Kuhn 1955</a>
 */
final class Hungarian {

  private final double[][] cost; // square
  private final double[] rowPrice;
  private final double[] columnPrice;
  private final int[] rowOf; // of each column, −1 while it is free

  private Hungarian(double[][] cost) {
    this.cost = cost;
    this.rowPrice = new double[cost.length];
    this.columnPrice = new double[cost.length];
    this.rowOf = new int[cost.length];
    Arrays.fill(rowOf, -1);
  }

  /**
   * Returns the largest sum over the gains [n, m] of pairs of which no two share a row or column.
   */
  static double largest(double[][] gains) {
    int size = Math.max(gains.length, gains[0].length);
    var cost = new double[size][size]; // filled up with pairs that gain nothing
    for (int i = 0; i < gains.length; i++) {
      for (int j = 0; j < gains[i].length; j++) {
        cost[i][j] = -gains[i][j];
      }
    }
    var assignment = new Hungarian(cost);
    for (int row = 0; row < size; row++) {
      assignment.place(row);
    }
    double sum = 0;
    for (int column = 0; column < size; column++) {
      sum -= cost[assignment.rowOf[column]][column];
    }
    return sum;
  }

  /** Finds the cheapest path from a row to a free column, and moves all rows on it. */
  private void place(int start) {
    int n = cost.length;
    var distance = new double[n];
    var before = new int[n]; // the column that the path comes from, −1 for the start
    var done = new boolean[n];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    int row = start;
    int from = -1;
    double length = 0;
    while (row >= 0) {
      int next = -1;
      for (int column = 0; column < n; column++) {
        if (done[column]) {
          continue;
        }
        double along = length + cost[row][column] - rowPrice[row] - columnPrice[column];
        if (along < distance[column]) {
          distance[column] = along;
          before[column] = from;
        }
        next = next < 0 || distance[column] < distance[next] ? column : next;
      }
      done[next] = true;
      length = distance[next];
      from = next;
      row = rowOf[next];
    }
    price(start, distance, done, length);
    for (int column = from; column >= 0; column = before[column]) {
      rowOf[column] = before[column] < 0 ? start : rowOf[before[column]];
    }
  }

  private void price(int start, double[] distance, boolean[] done, double length) {
    rowPrice[start] += length;
    for (int column = 0; column < done.length; column++) {
      if (done[column] && rowOf[column] >= 0) {
        rowPrice[rowOf[column]] += length - distance[column];
      }
      columnPrice[column] -= done[column] ? length - distance[column] : 0;
    }
  }
}
