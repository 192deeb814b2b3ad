package alike.loss;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All tiles of some pairs, taken one after another on several threads. */
final class VectorRun {

  private static final int TILE = UnitRows.TILE;
  private static final int BLOCKS = 128; // at most; enough for as many threads
  private static final int KEPT = 256; // tiles that are kept if there are no more: 2.4 MB

  private final Pairwise pairs;
  private final VectorPanels lefts;
  private final VectorPanels rights;
  private final @Nullable VectorLogits[] kept; // by left and right tile; empty if none are
  private final int leftTiles;
  private final int rightTiles;
  private final int block; // tiles

  VectorRun(Pairwise pairs) {
    this.pairs = pairs;
    leftTiles = pairs.left.rows().tiles();
    rightTiles = pairs.right.rows().tiles();
    block = (Math.max(leftTiles, rightTiles) + BLOCKS - 1) / BLOCKS;
    rights = new VectorPanels(pairs.right.rows());
    lefts = pairs.isWithin() ? rights : new VectorPanels(pairs.left.rows());
    var scratch = pairs.left.rows().bench().scratch();
    int tiles = leftTiles * rightTiles;
    kept = new VectorLogits[(pairs.isWithin() ? tiles / 2 : tiles) <= KEPT ? tiles : 0];
    for (int tile = 0; tile < kept.length; tile++) {
      if (!pairs.isWithin() || tile / rightTiles <= tile % rightTiles) {
        kept[tile] = new VectorLogits(pairs, lefts, rights, scratch.floats(TILE * TILE));
      }
    }
  }

  /** Adds all tiles to the sums. */
  void sum() {
    each(() -> pairs.isUnshifted() ? new VectorSums(pairs) : new VectorShiftedSums(pairs));
  }

  /** Adds all tiles to the gradients. */
  void grade() {
    each(() -> new VectorGradients(pairs));
  }

  /**
   * Takes all tiles, in rounds of blocks of them.
   *
   * @param worker makes what one thread takes them with
   */
  private void each(Supplier<VectorPairwise.Tiles> worker) {
    int leftBlocks = (leftTiles + block - 1) / block;
    int rightBlocks = (rightTiles + block - 1) / block;
    var rounds =
        pairs.isWithin() ? Rounds.within(leftBlocks) : Rounds.between(leftBlocks, rightBlocks);
    var crew = pairs.left.rows().bench().crew();
    crew.each(
        rounds.size(),
        () -> {
          var spare = new VectorLogits(pairs, lefts, rights, new float[TILE * TILE]);
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
