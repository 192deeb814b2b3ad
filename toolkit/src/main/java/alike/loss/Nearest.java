package alike.loss;

import java.util.Arrays;

/** The columns of each row that are most similar; neither engine has a common operation for it. */
final class Nearest {

  private Nearest() {}

  /**
   * Returns each row's most similar columns; of equal ones the first.
   *
   * @param similarities row by row
   * @param columns how many a row has
   * @param most how many of them to take
   */
  static Mask of(float[] similarities, int columns, int most) {
    int rows = similarities.length / columns;
    if (most >= columns) {
      return Mask.of(rows, columns, (row, column) -> true);
    }
    var least = new float[rows]; // the smallest similarity that is among the most
    var ties = new int[rows]; // how many of just that similarity are
    for (int row = 0; row < rows; row++) {
      float[] sorted = Arrays.copyOfRange(similarities, row * columns, (row + 1) * columns);
      Arrays.sort(sorted);
      least[row] = sorted[columns - most];
      for (int at = columns - most; at < columns && sorted[at] == least[row]; at++) {
        ties[row]++;
      }
    }
    return Mask.of( // asks column by column, so that the first of equal ones are counted first
        rows,
        columns,
        (row, column) -> {
          float similarity = similarities[row * columns + column];
          return similarity > least[row] || (similarity == least[row] && ties[row]-- > 0);
        });
  }
}
