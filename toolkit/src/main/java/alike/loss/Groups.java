package alike.loss;

import java.util.Arrays;

/**
 * Rows by class, for sums over positives, which are sums over the other rows of a class: rows ×
 * width operations instead of rows × rows.
 */
final class Groups {

  private static final int PIECE = 16; // rows that one thread takes at a time, if groups are small

  private final int[] classes; // from 0, one a row
  private final int[] order; // rows, those of a class side by side
  private final int[] starts; // where each class begins in the order; one more at the end

  private Groups(int[] classes, int[] order, int[] starts) {
    this.classes = classes;
    this.order = order;
    this.starts = starts;
  }

  /** Groups the rows of two views: row i and row i + images are one image's. */
  static Groups partners(int images) {
    var classes = new int[2 * images];
    var order = new int[2 * images];
    var starts = new int[images + 1];
    for (int image = 0; image < images; image++) {
      classes[image] = image;
      classes[images + image] = image;
      order[2 * image] = image;
      order[2 * image + 1] = images + image;
      starts[image + 1] = 2 * image + 2;
    }
    return new Groups(classes, order, starts);
  }

  /**
   * Groups rows.
   *
   * @param classes one a row, 0 or more
   */
  static Groups of(int[] classes) {
    int[] numbers = numbered(classes);
    var starts = new int[Arrays.stream(numbers).max().orElse(0) + 2];
    for (int each : numbers) {
      starts[each + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] next = starts.clone();
    var order = new int[numbers.length];
    for (int row = 0; row < numbers.length; row++) {
      order[next[numbers[row]]++] = row;
    }
    return new Groups(numbers, order, starts);
  }

  /** Returns the classes, numbered without gaps if they are large. */
  private static int[] numbered(int[] classes) {
    if (Arrays.stream(classes).allMatch(each -> each < 4 * classes.length)) {
      return classes.clone();
    }
    int[] known = Arrays.stream(classes).sorted().distinct().toArray();
    return Arrays.stream(classes).map(each -> Arrays.binarySearch(known, each)).toArray();
  }

  /** Returns each row's class, numbered from 0. */
  int[] classes() {
    return classes.clone();
  }

  /** Returns how many positives a row has. */
  int positives(int row) {
    return starts[classes[row] + 1] - starts[classes[row]] - 1;
  }

  /**
   * Returns {@code Σᵢ weightᵢ · mean over positives p of uᵢ·uₚ}, and subtracts its gradient.
   *
   * @param rows unit rows
   * @param weights one a row, 0 for rows without positives
   * @param gradient laid out as the rows; empty if it is not wanted
   */
  double pull(UnitRows rows, double[] weights, float[] gradient) {
    var values = new double[starts.length - 1]; // added up in one order, whoever is first
    int together = Math.max(1, PIECE * values.length / Math.max(1, order.length));
    rows.bench()
        .crew()
        .share(
            (values.length + together - 1) / together,
            () -> {
              var pull = new GroupPull(rows, weights, gradient);
              return piece -> {
                int end = Math.min(values.length, (piece + 1) * together);
                for (int group = piece * together; group < end; group++) {
                  values[group] = pull.of(order, starts[group], starts[group + 1]);
                }
              };
            });
    return Arrays.stream(values).sum();
  }
}
