package alike.loss;

import java.util.Arrays;

/** The negatives of an anchor, by their distance from it. */
final class Foes {

  private final int[] rows;
  private final double[] distances; // of the rows
  private final double[] sorted;

  /**
   * Takes the negatives.
   *
   * @param rows one or more rows of other classes
   * @param fromAnchor the anchor's distance from every row of the batch
   */
  Foes(int[] rows, double[] fromAnchor) {
    this.rows = rows;
    this.distances = Arrays.stream(rows).mapToDouble(row -> fromAnchor[row]).toArray();
    this.sorted = distances.clone();
    Arrays.sort(sorted);
  }

  /** Returns the distances of all, not to be changed. */
  double[] distances() {
    return distances;
  }

  /** Returns the row of one. */
  int row(int number) {
    return rows[number];
  }

  /** Returns the nearest row. */
  int nearest() {
    return at(sorted[0]);
  }

  /** Returns the nearest row farther than a distance, else the farthest. */
  int nearestBeyond(double distance) {
    int next = Arrays.binarySearch(sorted, distance);
    next = next < 0 ? -next - 1 : next;
    while (next < sorted.length - 1 && sorted[next] <= distance) {
      next++;
    }
    return at(sorted[Math.min(next, sorted.length - 1)]);
  }

  /** Returns the first row at a distance. */
  private int at(double distance) {
    int number = 0;
    while (number < rows.length - 1 && distances[number] != distance) {
      number++;
    }
    return rows[number];
  }
}
