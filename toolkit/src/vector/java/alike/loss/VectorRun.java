package alike.loss;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All tiles of some pairs, taken one after another on several threads. */
final class VectorRun {

  private static final int TILE = UnitRows.TILE;
  private static final int BLOCKS = 128; // at most; enough for as many threads
  private static final int KEPT = 256; // tiles that are kept if there are no more: 4 MB

  private final Pairwise pairs;
  private final float[] panels; // of each right tile the scaled columns, width × TILE numbers
  private final @Nullable VectorLogits[] kept; // by left and right tile; empty if none are
  private final int leftTiles;
  private final int rightTiles;
  private final int block; // tiles

  VectorRun(Pairwise pairs) {
    this.pairs = pairs;
    leftTiles = pairs.left.rows().tiles();
    rightTiles = pairs.right.rows().tiles();
    block = (Math.max(leftTiles, rightTiles) + BLOCKS - 1) / BLOCKS;
    var scratch = pairs.left.rows().scratch();
    panels = scratch.floats(Math.multiplyExact(rightTiles * TILE, pairs.right.rows().width()));
    Crew.each(rightTiles, panels.length, () -> this::transpose);
    int tiles = leftTiles * rightTiles;
    kept = new VectorLogits[(pairs.isWithin() ? tiles / 2 : tiles) <= KEPT ? tiles : 0];
    for (int tile = 0; tile < kept.length; tile++) {
      if (!pairs.isWithin() || tile / rightTiles <= tile % rightTiles) {
        kept[tile] = new VectorLogits(pairs, panels, scratch.floats(TILE * TILE));
      }
    }
  }

  private void transpose(int tile) {
    for (int c = 0; c < TILE; c += 4) {
      transposeFour(tile * TILE + c, tile * TILE * pairs.right.rows().width() + c);
    }
  }

  private void transposeFour(int row, int to) {
    var rows = pairs.right.rows();
    float[] values = rows.values();
    int stride = rows.stride();
    int from = rows.start(row);
    for (int k = 0, at = to; k < rows.width(); k++, at += TILE) {
      panels[at] = pairs.scale * values[from + k];
      panels[at + 1] = pairs.scale * values[from + stride + k];
      panels[at + 2] = pairs.scale * values[from + 2 * stride + k];
      panels[at + 3] = pairs.scale * values[from + 3 * stride + k];
    }
  }

  /**
   * Takes all tiles, in rounds of blocks of them.
   *
   * @param worker makes what one thread takes them with
   */
  void each(Supplier<VectorPairwise.Tiles> worker) {
    int leftBlocks = (leftTiles + block - 1) / block;
    int rightBlocks = (rightTiles + block - 1) / block;
    var rounds =
        pairs.isWithin() ? Rounds.within(leftBlocks) : Rounds.between(leftBlocks, rightBlocks);
    Crew.each(
        rounds.size(),
        pairs.cost(),
        () -> {
          var spare = new VectorLogits(pairs, panels, new float[TILE * TILE]);
          var tiles = worker.get();
          return pair ->
              rounds.play(pair, (left, right) -> take(left * block, right * block, spare, tiles));
        });
  }

  /** Takes the tiles of two blocks. */
  private void take(int firstLeft, int firstRight, VectorLogits spare, VectorPairwise.Tiles tiles) {
    int lefts = Math.min(leftTiles, firstLeft + block);
    int rights = Math.min(rightTiles, firstRight + block);
    for (int left = firstLeft; left < lefts; left++) {
      int first = pairs.isWithin() ? Math.max(firstRight, left) : firstRight;
      for (int right = first; right < rights; right++) {
        tiles.take(logits(left, right, spare));
      }
    }
  }

  private VectorLogits logits(int left, int right, VectorLogits spare) {
    var own = kept.length == 0 ? null : kept[left * rightTiles + right];
    var logits = own == null ? spare : own;
    if (own == null || !own.isMade()) {
      logits.make(left, right);
    }
    return logits;
  }
}
