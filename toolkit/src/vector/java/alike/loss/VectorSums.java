package alike.loss;

import static alike.loss.VectorTile.FLOATS;
import static alike.loss.VectorTile.LANES;
import static alike.loss.VectorTile.STRIDE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Adds tiles to the sums of their rows and columns; logits are so small that none overflows. */
final class VectorSums implements VectorPairwise.Tiles {

  private static final int TILE = UnitRows.TILE;

  private final Pairwise pairs;
  private final float[] lanes = new float[TILE * LANES]; // each row's sum, a number a lane
  private final float[] columns = new float[TILE];

  VectorSums(Pairwise pairs) {
    this.pairs = pairs;
  }

  @Override
  public void take(VectorLogits logits) {
    exponentials(logits.values(), logits.rows());
    logits.becomeExponential();
    addRows(logits.leftRow(), logits.rows());
    if (pairs.right.sums().counts() && !logits.isDiagonal()) {
      addColumns(logits.values(), logits.rightRow());
    }
  }

  /** Replaces logits by their exponentials and adds those of each row, lane by lane. */
  private void exponentials(float[] tile, int rows) {
    for (int r = 0; r < rows; r++) {
      var sum = FloatVector.zero(FLOATS);
      for (int c = r * STRIDE; c < r * STRIDE + TILE; c += LANES) {
        var e = VectorTile.exp(FloatVector.fromArray(FLOATS, tile, c));
        e.intoArray(tile, c);
        sum = sum.add(e);
      }
      sum.intoArray(lanes, r * LANES);
    }
    Arrays.fill(tile, rows * STRIDE, TILE * STRIDE, 0);
  }

  private void addRows(int first, int rows) {
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int l = r * LANES; l < (r + 1) * LANES; l += 2) {
        sum += lanes[l] + lanes[l + 1];
      }
      pairs.left.sums().sums[first + r] += sum;
    }
  }

  private void addColumns(float[] tile, int first) {
    for (int c = 0; c < TILE; c += LANES) {
      var even = FloatVector.zero(FLOATS);
      var odd = even;
      for (int r = 0; r < TILE; r += 2) {
        even = even.add(FloatVector.fromArray(FLOATS, tile, r * STRIDE + c));
        odd = odd.add(FloatVector.fromArray(FLOATS, tile, (r + 1) * STRIDE + c));
      }
      even.add(odd).intoArray(columns, c);
    }
    for (int c = 0; c < TILE; c++) {
      pairs.right.sums().sums[first + c] += columns[c];
    }
  }
}
