package alike.loss;

import static alike.loss.VectorTile.FLOATS;
import static alike.loss.VectorTile.LANES;
import static alike.loss.VectorTile.STRIDE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Adds tiles to the sums of their rows and columns; logits are so small that none overflows. */
final class VectorSums implements VectorPairwise.Tiles {

  private static final int TILE = UnitRows.TILE;

  private final Pairwise pairs;
  private final double[] rows = new double[TILE];
  private final float[] columns = new float[TILE];
  private int leftRow;
  private int rightRow;
  private boolean both;

  VectorSums(Pairwise pairs) {
    this.pairs = pairs;
  }

  @Override
  public void take(VectorLogits logits) {
    compute(logits);
    add();
  }

  /** Replaces logits by their exponentials and sums those of each row and column. */
  void compute(VectorLogits logits) {
    leftRow = logits.leftRow();
    rightRow = logits.rightRow();
    both = pairs.right.sums().counts() && !logits.isDiagonal();
    exponentials(logits.values(), logits.rows());
    logits.becomeExponential();
    if (both) {
      sumColumns(logits.values());
    }
  }

  /** Adds what was computed to the sums of all tiles. */
  void add() {
    for (int r = 0; r < TILE; r++) {
      pairs.left.sums().sums[leftRow + r] += rows[r];
    }
    for (int c = 0; c < TILE && both; c++) {
      pairs.right.sums().sums[rightRow + c] += columns[c];
    }
  }

  private void exponentials(float[] tile, int count) {
    for (int r = 0; r < count; r++) {
      var sum = FloatVector.zero(FLOATS);
      for (int c = r * STRIDE; c < r * STRIDE + TILE; c += LANES) {
        var e = VectorTile.exp(FloatVector.fromArray(FLOATS, tile, c));
        e.intoArray(tile, c);
        sum = sum.add(e);
      }
      rows[r] = sum.reduceLanes(VectorOperators.ADD);
    }
    Arrays.fill(rows, count, TILE, 0);
    Arrays.fill(tile, count * STRIDE, TILE * STRIDE, 0);
  }

  private void sumColumns(float[] tile) {
    for (int c = 0; c < TILE; c += LANES) {
      var even = FloatVector.zero(FLOATS);
      var odd = even;
      for (int r = 0; r < TILE; r += 2) {
        even = even.add(FloatVector.fromArray(FLOATS, tile, r * STRIDE + c));
        odd = odd.add(FloatVector.fromArray(FLOATS, tile, (r + 1) * STRIDE + c));
      }
      even.add(odd).intoArray(columns, c);
    }
  }
}
