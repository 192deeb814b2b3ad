package alike.loss;

import java.util.Arrays;

/**
 * Rows by class, for sums over positives, which are sums over the other rows of a class: rows ×
 * width operations instead of rows × rows.
 */
final class Groups {

  private final int[] classes; // numbered from 0, one a row
  private final int[] order; // rows, those of a class side by side
  private final int[] starts; // where each class begins in the order; one more at the end
  private final int[] positives; // of each row

  private Groups(int[] classes, int[] order, int[] starts) {
    this.classes = classes;
    this.order = order;
    this.starts = starts;
    this.positives = new int[order.length];
    for (int group = 0; group + 1 < starts.length; group++) {
      for (int at = starts[group]; at < starts[group + 1]; at++) {
        positives[order[at]] = starts[group + 1] - starts[group] - 1;
      }
    }
  }

  /**
   * Groups rows.
   *
   * @param classes one a row
   */
  static Groups of(int[] classes) {
    int[] numbers = numbered(classes);
    var ends = new int[Arrays.stream(numbers).max().orElse(0) + 1];
    for (int each : numbers) {
      ends[each]++;
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    var starts = new int[ends.length + 1];
    System.arraycopy(ends, 0, starts, 1, ends.length);
    var next = Arrays.copyOf(starts, ends.length);
    var order = new int[numbers.length];
    for (int row = 0; row < numbers.length; row++) {
      order[next[numbers[row]]++] = row;
    }
    return new Groups(numbers, order, starts);
  }

  /** Returns the classes numbered from 0 without large gaps. */
  private static int[] numbered(int[] classes) {
    int[] known = Arrays.stream(classes).sorted().distinct().toArray();
    return Arrays.stream(classes).map(each -> Arrays.binarySearch(known, each)).toArray();
  }

  /** Returns each row's class, numbered from 0. */
  int[] classes() {
    return classes.clone();
  }

  /** Returns how many positives a row has. */
  int positives(int row) {
    return positives[row];
  }

  /**
   * Returns {@code Σᵢ weightᵢ · mean over positives p of uᵢ·uₚ}, and subtracts its gradient.
   *
   * @param rows unit rows
   * @param weights one a row, 0 for rows without positives
   * @param gradient laid out as the rows; empty if it is not wanted
   */
  double pull(UnitRows rows, double[] weights, float[] gradient) {
    int groups = starts.length - 1;
    var values = new double[groups]; // added up in one order, whichever thread was first
    Crew.each(
        groups,
        4L * rows.count() * rows.width(),
        () -> {
          var sums = new double[2][rows.width()];
          return group -> values[group] = pull(group, rows, weights, gradient, sums);
        });
    return Arrays.stream(values).sum();
  }

  private double pull(
      int group, UnitRows rows, double[] weights, float[] gradient, double[][] sums) {
    int size = starts[group + 1] - starts[group];
    if (size < 2) {
      return 0;
    }
    for (var sum : sums) {
      Arrays.fill(sum, 0);
    }
    for (int at = starts[group]; at < starts[group + 1]; at++) {
      double weight = weights[order[at]] / (size - 1);
      add(rows, order[at], weight, sums[0], sums[1]);
    }
    double value = 0;
    for (int at = starts[group]; at < starts[group + 1]; at++) {
      double weight = weights[order[at]] / (size - 1);
      value += weight * pull(rows, order[at], weight, sums[0], sums[1], gradient);
    }
    return value;
  }

  private static void add(UnitRows rows, int row, double weight, double[] sum, double[] weighted) {
    int from = row * rows.stride();
    for (int k = 0; k < sum.length; k++) {
      double number = rows.values()[from + k];
      sum[k] += number;
      weighted[k] += weight * number;
    }
  }

  /** Returns the row times the sum of its positives. */
  private static double pull(
      UnitRows rows, int row, double weight, double[] sum, double[] weighted, float[] gradient) {
    int from = row * rows.stride();
    double value = 0;
    for (int k = 0; k < sum.length; k++) {
      double number = rows.values()[from + k];
      double others = sum[k] - number;
      value += number * others;
      if (gradient.length > 0) {
        gradient[from + k] -= (float) (weight * others + weighted[k] - weight * number);
      }
    }
    return value;
  }
}
