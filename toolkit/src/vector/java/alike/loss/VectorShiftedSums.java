package alike.loss;

import static alike.loss.VectorTile.FLOATS;
import static alike.loss.VectorTile.LANES;
import static alike.loss.VectorTile.STRIDE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Adds tiles to the sums of their rows and columns, each row's exponentials shifted by the largest
 * logit that it has seen: right for logits of any size, and for sums over positives alone.
 */
final class VectorShiftedSums implements VectorPairwise.Tiles {

  private static final int TILE = UnitRows.TILE;

  private final Pairwise pairs;
  private final float[] kept = new float[TILE * STRIDE];
  private final float[] columns = new float[TILE];

  VectorShiftedSums(Pairwise pairs) {
    this.pairs = pairs;
  }

  @Override
  public void take(VectorLogits logits) {
    add(logits.values(), logits, pairs.left.sums(), pairs.right.sums());
    var positives = pairs.positives;
    if (positives != null) {
      logits.keepPositives(positives.classes(), kept);
      add(kept, logits, positives.sums(), positives.sums());
    }
  }

  private void add(float[] tile, VectorLogits logits, LogSums rows, LogSums across) {
    for (int r = 0; r < logits.rows(); r++) {
      addRow(tile, r * STRIDE, rows, logits.leftRow() + r);
    }
    if (pairs.right.sums().counts() && !logits.isDiagonal()) {
      for (int c = 0; c < TILE; c += LANES) {
        addColumns(tile, c, across, logits.rightRow() + c);
      }
    }
  }

  private static void addRow(float[] tile, int from, LogSums to, int row) {
    var largest = FloatVector.fromArray(FLOATS, tile, from);
    for (int c = from + LANES; c < from + TILE; c += LANES) {
      largest = largest.max(FloatVector.fromArray(FLOATS, tile, c));
    }
    to.raise(row, largest.reduceLanes(VectorOperators.MAX));
    var sum = FloatVector.zero(FLOATS);
    for (int c = from; c < from + TILE; c += LANES) {
      var logit = FloatVector.fromArray(FLOATS, tile, c);
      sum = sum.add(VectorTile.exp(logit.sub(to.shifts[row])));
    }
    to.sums[row] += sum.reduceLanes(VectorOperators.ADD);
  }

  /** Adds as many columns as a vector has lanes. */
  private void addColumns(float[] tile, int from, LogSums to, int first) {
    var largest = FloatVector.fromArray(FLOATS, tile, from);
    for (int r = from + STRIDE; r < TILE * STRIDE; r += STRIDE) {
      largest = largest.max(FloatVector.fromArray(FLOATS, tile, r));
    }
    largest.intoArray(columns, from);
    for (int c = 0; c < LANES; c++) {
      to.raise(first + c, columns[from + c]);
    }
    var shifts = FloatVector.fromArray(FLOATS, to.shifts, first);
    var sum = FloatVector.zero(FLOATS);
    for (int r = from; r < TILE * STRIDE; r += STRIDE) {
      sum = sum.add(VectorTile.exp(FloatVector.fromArray(FLOATS, tile, r).sub(shifts)));
    }
    sum.intoArray(columns, from);
    for (int c = 0; c < LANES; c++) {
      to.sums[first + c] += columns[from + c];
    }
  }
}
