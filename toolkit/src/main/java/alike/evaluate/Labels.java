package alike.evaluate;

import java.util.Arrays;

/** Checks and counts of class numbers. */
final class Labels {

  private Labels() {}

  static void requireOneEach(String what, int count, int[] labels) {
    if (count != labels.length || count == 0) {
      throw new IllegalArgumentException(
          "There must be one label for each of the %s, one or more: got %d %s and %d labels."
              .formatted(what, count, what, labels.length));
    }
  }

  /** Returns one more than the largest number. */
  static int classes(int[] labels) {
    int least = Arrays.stream(labels).min().orElse(0);
    if (least < 0) {
      throw new IllegalArgumentException(
          "Labels are numbered from 0, got %d. Number the classes anew.".formatted(least));
    }
    return Arrays.stream(labels).max().orElse(-1) + 1;
  }

  /** Returns how often each number comes. */
  static int[] counts(int[] labels, int classes) {
    var counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }
}
