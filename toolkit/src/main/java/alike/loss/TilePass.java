package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Scalars;
import java.util.Arrays;

/** One set of rows picking out of another on an engine, some rows at a time. */
final class TilePass {

  private static final float OUT = 1e9f; // subtracted from a logit that must not count
  private static final int[] ROW = {1};
  private static final int NONE = -1;

  private final Pairwise pairs;
  private final Pairwise.Side picking;
  private final Pairwise.Side offered;
  private final Backend backend;
  private final NDManager manager;
  private final NDArray rows; // [R, D]
  private final NDArray offers; // [C, D]
  private final NDArray columns; // [D, C], the offers scaled
  private final NDArray across; // [D, C], the gradient by the offers

  TilePass(Backend backend, NDManager manager, Pairwise pairs, boolean leftPicks) {
    this.backend = backend;
    this.manager = manager;
    this.pairs = pairs;
    picking = leftPicks ? pairs.left : pairs.right;
    offered = leftPicks ? pairs.right : pairs.left;
    rows = array(picking.rows());
    offers = pairs.isWithin() ? rows : array(offered.rows());
    columns = Scalars.times(offers.transpose(), pairs.scale);
    across = manager.zeros(columns.getShape());
  }

  private NDArray array(UnitRows unit) {
    return backend.create(manager, unit.packed(), new Shape(unit.count(), unit.width()));
  }

  int count() {
    return picking.rows().count();
  }

  /** Takes the rows {@code from} to {@code to} − 1. */
  void take(int from, int to) {
    NDArray tile = rows.get("{}:{}", from, to); // [T, D]
    NDArray logits = tile.matMul(columns); // [T, C]
    if (pairs.isWithin()) {
      logits = without(logits, equal(index(from, to), index(0, count())));
    }
    NDArray weights = weights(logits, certain(from, to), picking.sums(), from);
    if (pairs.positives != null) {
      weights = weights.add(positives(logits, pairs.positives, from, to));
    }
    if (picking.gradient().length > 0) {
      picking.rows().add(backend.read(weights.matMul(offers)), from, picking.gradient());
    }
    if (offered.gradient().length > 0) {
      var unused = across.addi(tile.transpose().matMul(weights));
    }
  }

  /** Returns the weights of the logits of positives. */
  private NDArray positives(NDArray logits, Pairwise.Positives positives, int from, int to) {
    float[] own = Arrays.copyOfRange(positives.classes(), from, to);
    float[] all = Arrays.copyOf(positives.classes(), count());
    NDArray others = equal(own, all).neg().add(1);
    return weights(without(logits, others), NONE, positives.sums(), from);
  }

  /** Adds logits to the sums and returns what each weighs in the gradient [T, C]. */
  private NDArray weights(NDArray logits, int column, LogSums sums, int first) {
    float[] logs = backend.read(logSums(logits, column));
    var factors = new float[logs.length]; // of the picks: what the sum had before takes its share
    for (int i = 0; i < logs.length; i++) {
      sums.add(first + i, logs[i]);
    }
    sums.finish(first, first + logs.length);
    for (int i = 0; i < logs.length; i++) {
      factors[i] = (float) sums.share(first + i, logs[i]);
    }
    return logits.softmax(1).mul(backend.create(manager, factors, new Shape(logs.length, 1)));
  }

  /**
   * Returns ln Σ exp of each row, [T, 1]: a logit less its log-probability.
   *
   * @param column of a logit that is in the sum of every row; {@link #NONE} takes the largest, for
   *     which MXNet needs four times as long as for all logarithms
   */
  private static NDArray logSums(NDArray logits, int column) {
    NDArray logarithms = logits.logSoftmax(1);
    return column == NONE
        ? logits.max(ROW, true).sub(logarithms.max(ROW, true))
        : logits.get(":, {}", column).sub(logarithms.get(":, {}", column));
  }

  /** Returns a column that is in the sum of each of these rows. */
  private int certain(int from, int to) {
    if (!pairs.isWithin() || from > 0) {
      return 0;
    }
    return to < count() ? to : NONE;
  }

  private static NDArray without(NDArray logits, NDArray cells) {
    return logits.sub(Scalars.times(cells, OUT));
  }

  /** Returns 1 where a row's number is a column's, else 0. */
  private NDArray equal(float[] ofRows, float[] ofColumns) {
    NDArray down = backend.create(manager, ofRows, new Shape(ofRows.length, 1));
    NDArray along = backend.create(manager, ofColumns, new Shape(1, ofColumns.length));
    return down.eq(along).toType(DataType.FLOAT32, false);
  }

  private static float[] index(int from, int to) {
    var index = new float[to - from];
    for (int i = 0; i < index.length; i++) {
      index[i] = from + i;
    }
    return index;
  }

  /** Hands on the gradient by the offers. */
  void end() {
    if (offered.gradient().length > 0) {
      offered.rows().add(backend.read(across.transpose()), 0, offered.gradient());
    }
  }
}
