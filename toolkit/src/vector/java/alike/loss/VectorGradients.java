package alike.loss;

import static alike.loss.VectorTile.FLOATS;
import static alike.loss.VectorTile.LANES;
import static alike.loss.VectorTile.STRIDE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Adds tiles to the gradients of their rows and columns. */
final class VectorGradients implements VectorPairwise.Tiles {

  private static final int TILE = UnitRows.TILE;

  private final Pairwise pairs;
  private final float[] weights = new float[TILE * STRIDE]; // of the pairs, in the gradient
  private final float[] transposed = new float[TILE * STRIDE];
  private final float[] kept = new float[TILE * STRIDE];

  VectorGradients(Pairwise pairs) {
    this.pairs = pairs;
  }

  @Override
  public void take(VectorLogits logits) {
    takeLeft(logits);
    if (pairs.right.gradient().length > 0 && !logits.isDiagonal()) {
      addRight(logits);
    }
  }

  /** Adds a tile to the gradients of its rows alone. */
  void takeLeft(VectorLogits logits) {
    weigh(logits);
    transpose();
    add(
        transposed,
        pairs.left,
        logits.leftRow(),
        logits.rows(),
        pairs.right,
        logits.rightRow(),
        logits.columns());
  }

  /** Adds a tile to the gradients of its columns alone. */
  void takeRight(VectorLogits logits) {
    weigh(logits);
    addRight(logits);
  }

  private void addRight(VectorLogits logits) {
    add(
        weights,
        pairs.right,
        logits.rightRow(),
        logits.columns(),
        pairs.left,
        logits.leftRow(),
        logits.rows());
  }

  private void weigh(VectorLogits logits) {
    if (pairs.isUnshifted()) {
      weighUnshifted(logits);
    } else {
      weighShifted(logits);
    }
  }

  /** Weighs each pair: its exponential times the factors of its row and its column. */
  private void weighUnshifted(VectorLogits logits) {
    float[] rows = pairs.left.sums().factors;
    float[] columns = pairs.right.sums().factors;
    for (int r = 0; r < logits.rows(); r++) {
      float row = rows[logits.leftRow() + r];
      if (logits.isExponential()) { // two loops: a vector that comes from either is slow
        weigh(logits.values(), r * STRIDE, row, columns, logits.rightRow());
      } else {
        weighExponential(logits.values(), r * STRIDE, row, columns, logits.rightRow());
      }
    }
  }

  private void weigh(float[] exponentials, int from, float row, float[] columns, int first) {
    for (int c = 0; c < TILE; c += LANES) {
      var factors = FloatVector.fromArray(FLOATS, columns, first + c).add(row);
      var e = FloatVector.fromArray(FLOATS, exponentials, from + c);
      e.mul(factors).intoArray(weights, from + c);
    }
  }

  private void weighExponential(float[] logits, int from, float row, float[] columns, int first) {
    for (int c = 0; c < TILE; c += LANES) {
      var factors = FloatVector.fromArray(FLOATS, columns, first + c).add(row);
      var e = VectorTile.exp(FloatVector.fromArray(FLOATS, logits, from + c));
      e.mul(factors).intoArray(weights, from + c);
    }
  }

  private void weighShifted(VectorLogits logits) {
    Arrays.fill(weights, 0);
    addShifted(logits.values(), logits, pairs.left.sums(), pairs.right.sums());
    var positives = pairs.positives;
    if (positives != null) {
      logits.keepPositives(positives.classes(), kept);
      addShifted(kept, logits, positives.sums(), positives.sums());
    }
  }

  private void addShifted(float[] tile, VectorLogits logits, LogSums rows, LogSums columns) {
    for (int r = 0; r < logits.rows(); r++) {
      float shift = rows.shifts[logits.leftRow() + r];
      float factor = rows.factors[logits.leftRow() + r];
      for (int c = 0; c < TILE; c += LANES) {
        int column = logits.rightRow() + c;
        var logit = FloatVector.fromArray(FLOATS, tile, r * STRIDE + c);
        var sum = FloatVector.fromArray(FLOATS, weights, r * STRIDE + c);
        sum = sum.add(VectorTile.exp(logit.sub(shift)).mul(factor));
        var across = logit.sub(FloatVector.fromArray(FLOATS, columns.shifts, column));
        var factors = FloatVector.fromArray(FLOATS, columns.factors, column);
        VectorTile.exp(across).fma(factors, sum).intoArray(weights, r * STRIDE + c);
      }
    }
  }

  /** Writes the weights column by column. */
  private void transpose() {
    for (int r = 0; r < TILE; r += 4) {
      for (int c = 0; c < TILE; c++) {
        transposed[c * STRIDE + r] = weights[r * STRIDE + c];
        transposed[c * STRIDE + r + 1] = weights[(r + 1) * STRIDE + c];
        transposed[c * STRIDE + r + 2] = weights[(r + 2) * STRIDE + c];
        transposed[c * STRIDE + r + 3] = weights[(r + 3) * STRIDE + c];
      }
    }
  }

  /**
   * Adds some rows, weighed, to the gradients of others.
   *
   * @param weights of each of the rows, STRIDE apart: one for each gradient
   */
  private static void add(
      float[] weights,
      Pairwise.Side to,
      int toRow,
      int gradients,
      Pairwise.Side from,
      int fromRow,
      int rows) {
    float[] values = from.rows().values();
    int stride = from.rows().stride();
    for (int k = 0; k < from.rows().width(); k += VectorProduct.COLUMNS) {
      int column = from.rows().start(fromRow) + k;
      for (int r = 0; r < gradients; r += VectorProduct.ROWS) {
        int at = to.rows().start(toRow + r) + k;
        VectorProduct.add(
            weights, r, STRIDE, values, column, stride, rows, to.gradient(), at, stride);
      }
    }
  }
}
