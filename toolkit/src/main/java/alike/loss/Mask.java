package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Which columns count for which row: a matrix of weights, held outside the engine until a loss
 * needs it.
 */
final class Mask {

  private static final float OUT = -1e9f; // added to a logit that must not count

  /** Says which cells a mask has. */
  @FunctionalInterface
  interface Cells {
    boolean has(int row, int column);
  }

  private final int rows;
  private final int columns;
  private final float[] weights; // [rows, columns]

  private Mask(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.weights = new float[Math.multiplyExact(rows, columns)];
  }

  /** The cells that are asked for, of weight 1. */
  static Mask of(int rows, int columns, Cells cells) {
    var mask = new Mask(rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        mask.weights[row * columns + column] = cells.has(row, column) ? 1 : 0;
      }
    }
    return mask;
  }

  /** Each row's only column is {@code columns[row]}, of weight 1. */
  static Mask one(int[] columns) {
    var mask = new Mask(columns.length, columns.length);
    for (int row = 0; row < mask.rows; row++) {
      mask.weights[row * mask.columns + columns[row]] = 1;
    }
    return mask;
  }

  /** Each row's only column is its own number. */
  static Mask diagonal(int size) {
    return of(size, size, (row, column) -> row == column);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  boolean has(int row, int column) {
    return weights[row * columns + column] > 0;
  }

  /** Returns how many columns each row has. */
  int[] counts() {
    var counts = new int[rows];
    for (int i = 0; i < weights.length; i++) {
      counts[i / columns] += weights[i] > 0 ? 1 : 0;
    }
    return counts;
  }

  /** Returns the weights with each row scaled. */
  Mask scaled(double[] scale) {
    var mask = new Mask(rows, columns);
    for (int i = 0; i < weights.length; i++) {
      mask.weights[i] = (float) (weights[i] * scale[i / columns]);
    }
    return mask;
  }

  /** Returns the weights as an array [rows, columns] of a manager. */
  NDArray in(NDManager manager) {
    return manager.create(weights, new Shape(rows, columns));
  }

  /** Returns what to add to logits [rows, columns]: 0 to those of the mask, −1e9 to all others. */
  NDArray penalties(NDManager manager) {
    var penalties = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      penalties[i] = weights[i] > 0 ? 0 : OUT;
    }
    return manager.create(penalties, new Shape(rows, columns));
  }
}
