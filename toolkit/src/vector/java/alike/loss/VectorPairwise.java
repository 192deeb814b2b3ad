package alike.loss;

import java.util.function.Function;

/**
 * Pairs on the JDK's Vector API: tiles of logits that stay in the nearest cache, made once for the
 * sums and once more for the gradient, so that nothing grows with rows × rows. Within one set only
 * one half of the tiles is made.
 */
final class VectorPairwise implements Pairwise.Kernel {

  private static final int TILE = UnitRows.TILE;
  private static final int BLOCKS = 128; // at most; enough for as many threads

  /** What one thread does with tiles. */
  interface Tiles {

    /** Takes the logits of a left and a right tile of rows. */
    void take(VectorLogits logits);
  }

  @Override
  public void run(Pairwise pairs) {
    var panels = panels(pairs.right.rows(), pairs.scale);
    each(pairs, panels, pairs.isUnshifted() ? VectorSums::new : VectorShiftedSums::new);
    pairs.finish();
    if (pairs.left.gradient().length > 0) {
      each(pairs, panels, VectorGradients::new);
    }
  }

  /** Returns the scaled rows of each tile as columns: width × TILE numbers a tile. */
  private static float[] panels(UnitRows rows, float scale) {
    var panels = new float[Math.multiplyExact(rows.tiles() * TILE, rows.width())];
    rows.each(row -> transpose(rows, row, scale, panels));
    return panels;
  }

  private static void transpose(UnitRows rows, int row, float scale, float[] panels) {
    int to = row / TILE * TILE * rows.width() + row % TILE;
    for (int k = 0; k < rows.width(); k++) {
      panels[to + k * TILE] = scale * rows.values()[rows.start(row) + k];
    }
  }

  /** Takes all tiles, in rounds of blocks of them. */
  private static void each(Pairwise pairs, float[] panels, Function<Pairwise, Tiles> worker) {
    int leftTiles = pairs.left.rows().tiles();
    int rightTiles = pairs.right.rows().tiles();
    int block = (Math.max(leftTiles, rightTiles) + BLOCKS - 1) / BLOCKS; // tiles of a block
    int leftBlocks = (leftTiles + block - 1) / block;
    int rightBlocks = (rightTiles + block - 1) / block;
    var rounds =
        pairs.isWithin() ? Rounds.within(leftBlocks) : Rounds.between(leftBlocks, rightBlocks);
    Crew.each(
        rounds.size(),
        pairs.cost(),
        () -> {
          var tiles = worker.apply(pairs);
          var logits = new VectorLogits(pairs, panels);
          return pair ->
              rounds.play(
                  pair,
                  (left, right) -> take(pairs, left * block, right * block, block, logits, tiles));
        });
  }

  private static void take(
      Pairwise pairs, int firstLeft, int firstRight, int block, VectorLogits logits, Tiles tiles) {
    int lefts = Math.min(pairs.left.rows().tiles(), firstLeft + block);
    int rights = Math.min(pairs.right.rows().tiles(), firstRight + block);
    for (int left = firstLeft; left < lefts; left++) {
      int first = pairs.isWithin() ? Math.max(firstRight, left) : firstRight;
      for (int right = first; right < rights; right++) {
        logits.make(left, right);
        tiles.take(logits);
      }
    }
  }
}
