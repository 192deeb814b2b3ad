package alike.loss;

import static alike.loss.VectorTile.FLOATS;
import static alike.loss.VectorTile.LANES;
import static alike.loss.VectorTile.STRIDE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The logits of one tile of pairs, or what they were turned into; used for many tiles, by one
 * thread at a time, or kept for one.
 */
final class VectorLogits {

  private static final int TILE = UnitRows.TILE;

  private final Pairwise pairs;
  private final VectorPanels lefts;
  private final VectorPanels rights;
  private final float[] values;
  private boolean made;
  private boolean exponential;
  private int left;
  private int right;

  /**
   * Makes room for a tile.
   *
   * @param lefts the left rows
   * @param rights the right rows
   * @param values room for TILE × STRIDE logits
   */
  VectorLogits(Pairwise pairs, VectorPanels lefts, VectorPanels rights, float[] values) {
    this.pairs = pairs;
    this.lefts = lefts;
    this.rights = rights;
    this.values = values;
  }

  /** Makes the logits of a left and a right tile of rows. */
  void make(int leftTile, int rightTile) {
    left = leftTile;
    right = rightTile;
    exponential = false;
    made = true;
    multiply();
    scale();
    leaveOut();
  }

  private void multiply() {
    Arrays.fill(values, 0);
    float[] rows = lefts.values();
    float[] columns = rights.values();
    int width = pairs.left.rows().width();
    for (int c = 0; c < columns(); c += VectorProduct.COLUMNS) {
      int column = rights.start(right) + c;
      for (int r = 0; r < rows(); r += VectorProduct.ROWS) {
        int row = lefts.start(left) + r;
        VectorProduct.add(
            rows, row, TILE, columns, column, TILE, width, values, r * STRIDE + c, STRIDE);
      }
    }
  }

  private void scale() {
    for (int i = 0; i < rows() * STRIDE; i += LANES) {
      FloatVector.fromArray(FLOATS, values, i).mul(pairs.scale).intoArray(values, i);
    }
  }

  /** Takes out the padding, and each row's pair with itself. */
  private void leaveOut() {
    Arrays.fill(values, rows() * STRIDE, TILE * STRIDE, LogSums.OUT);
    for (int r = 0; r < rows(); r++) {
      Arrays.fill(values, r * STRIDE + columns(), (r + 1) * STRIDE, LogSums.OUT);
      if (isDiagonal()) {
        values[r * STRIDE + r] = LogSums.OUT;
      }
    }
  }

  /** Copies the logits of positives; the others are out. */
  void keepPositives(float[] classes, float[] to) {
    for (int r = 0; r < TILE; r++) {
      var own = FloatVector.broadcast(FLOATS, classes[leftRow() + r]);
      for (int c = 0; c < TILE; c += LANES) {
        var others = FloatVector.fromArray(FLOATS, classes, rightRow() + c);
        var logit = FloatVector.fromArray(FLOATS, values, r * STRIDE + c);
        var kept = logit.blend(LogSums.OUT, others.compare(VectorOperators.NE, own));
        kept.intoArray(to, r * STRIDE + c);
      }
    }
  }

  /** Returns whether a tile has been made. */
  boolean isMade() {
    return made;
  }

  /** Tells that the logits were replaced by their exponentials. */
  void becomeExponential() {
    exponential = true;
  }

  /** Returns whether the logits were replaced by their exponentials. */
  boolean isExponential() {
    return exponential;
  }

  /** Returns TILE rows of logits, STRIDE apart; may be overwritten. */
  float[] values() {
    return values;
  }

  /** Returns how many rows are not padding. */
  int rows() {
    return Math.min(TILE, pairs.left.rows().count() - leftRow());
  }

  /** Returns how many columns are not padding. */
  int columns() {
    return Math.min(TILE, pairs.right.rows().count() - rightRow());
  }

  /** Returns which row of the left set the first row is. */
  int leftRow() {
    return left * TILE;
  }

  /** Returns which row of the right set the first column is. */
  int rightRow() {
    return right * TILE;
  }

  /** Returns whether the columns are the rows themselves: then the tile is its own transpose. */
  boolean isDiagonal() {
    return pairs.isWithin() && left == right;
  }
}
