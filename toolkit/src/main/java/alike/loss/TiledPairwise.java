package alike.loss;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import alike.engine.Backend;

/**
 * Pairs by the engine, some rows against all columns at a time: for GPUs, for a JVM without the
 * Vector API. Unlike other code of losses it opens scopes: what a tile needed must be gone before
 * the next one.
 *
 * @param backend the engine
 * @param manager where its arrays are made
 * @param tile rows at a time, 1 or more
 */
record TiledPairwise(Backend backend, NDManager manager, int tile) implements Pairwise.Kernel {

  @Override
  public void run(Pairwise pairs) {
    var unused = backend.evaluating(() -> passes(pairs));
  }

  private Pairwise passes(Pairwise pairs) {
    pass(pairs, true);
    if (!pairs.isWithin() && pairs.right.sums().counts()) {
      pass(pairs, false);
    }
    return pairs;
  }

  private void pass(Pairwise pairs, boolean leftPicks) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var pass = new TilePass(backend, manager, pairs, leftPicks);
      for (int row = 0; row < pass.count(); row += tile) {
        try (var inner = new NDScope()) {
          inner.suppressNotUsedWarning();
          pass.take(row, Math.min(pass.count(), row + tile));
        }
      }
      pass.end();
    }
  }
}
