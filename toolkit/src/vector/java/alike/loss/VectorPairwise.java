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

    /** Takes the logits of the left rows of one tile with the right rows of another. */
    void take(VectorLogits logits);
  }

  @Override
  public void run(Pairwise pairs) {
    var panels = panels(pairs.right, pairs.scale);
    each(pairs, panels, pairs.isUnshifted() ? VectorSums::new : VectorShiftedSums::new);
    pairs.finish();
    if (pairs.wanted != Pairwise.Wanted.NO_GRADIENT) {
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
    int from = row * rows.stride();
    for (int k = 0; k < rows.width(); k++) {
      panels[to + k * TILE] = scale * rows.values()[from + k];
    }
  }

  /** Takes all tiles, blocks of them in rounds. */
  private static void each(Pairwise pairs, float[] panels, Function<Pairwise, Tiles> worker) {
    int leftTiles = pairs.left.tiles();
    int rightTiles = pairs.right.tiles();
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
                  () -> block(pairs, rounds.left(pair) * block, rounds.right(pair) * block, block, logits, tiles));
        });
  }

  private static void block(
      Pairwise pairs, int firstLeft, int firstRight, int size, VectorLogits logits, Tiles tiles) {
    int lefts = Math.min(pairs.left.tiles(), firstLeft + size);
    int rights = Math.min(pairs.right.tiles(), firstRight + size);
    for (int left = firstLeft; left < lefts; left++) {
      int first = pairs.isWithin() ? Math.max(firstRight, left) : firstRight;
      for (int right = first; right < rights; right++) {
        logits.make(left, right);
        tiles.take(logits);
      }
    }
  }
}
