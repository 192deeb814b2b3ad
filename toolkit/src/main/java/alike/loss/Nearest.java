package alike.loss;

import java.util.Arrays;

/** The columns of each row that are most similar; neither engine has a common operation for it. */
final class Nearest {

  private Nearest() {}

  /**
   * Returns the numbers of each row's most similar columns, in ascending order; of equally similar
   * ones the first. What is no number counts as most similar, so that it shows.
   *
   * @param similarities row by row
   * @param columns how many a row has
   * @param most how many of them to take, all if there are not more
   * @return row by row
   */
  static int[] of(float[] similarities, int columns, int most) {
    int taken = Math.min(most, columns);
    var nearest = new int[similarities.length / columns * taken];
    for (int row = 0; row < similarities.length / columns; row++) {
      float[] values = Arrays.copyOfRange(similarities, row * columns, (row + 1) * columns);
      for (int column = 0; column < columns; column++) {
        values[column] = Float.isNaN(values[column]) ? Float.POSITIVE_INFINITY : values[column];
      }
      take(values, nearest, row * taken, taken);
    }
    return nearest;
  }

  /** Writes the columns of the largest values from an index on. */
  private static void take(float[] values, int[] nearest, int from, int taken) {
    float least = smallest(values.clone(), values.length - taken);
    int above = 0;
    for (float value : values) {
      above += value > least ? 1 : 0;
    }
    int equal = taken - above; // how many of those that are just as similar as the last
    for (int column = 0, at = from; column < values.length; column++) {
      if (values[column] > least || (values[column] == least && equal-- > 0)) {
        nearest[at++] = column;
      }
    }
  }

  /** Returns the value that would stand at an index if all were sorted; changes their order. */
  private static float smallest(float[] values, int index) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      float pivot = values[index];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (pivot < values[j]) {
          j--;
        }
        if (i <= j) {
          float value = values[i];
          values[i++] = values[j];
          values[j--] = value;
        }
      }
      low = j < index ? i : low;
      high = index < i ? j : high;
    }
    return values[index];
  }
}
