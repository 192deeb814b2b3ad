package alike.loss;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All tiles of some pairs, taken one after another on several threads. */
final class VectorRun {

  private static final int TILE = UnitRows.TILE;
  private static final int BLOCKS = 32; // at most; enough for half as many threads
  private static final int KEPT = 256; // tiles that are kept if there are no more: 2.4 MB

  private final Pairwise pairs;
  private final Crew crew;
  private final VectorPanels lefts;
  private final VectorPanels rights;
  private final @Nullable VectorLogits[] kept; // by left and right tile; empty if none are
  private final int leftTiles;
  private final int rightTiles;
  private final int block; // tiles

  VectorRun(Pairwise pairs) {
    this.pairs = pairs;
    crew = pairs.left.rows().bench().crew();
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
        kept[tile] =
            new VectorLogits(pairs, lefts, rights, scratch.floats(TILE * VectorTile.STRIDE));
      }
    }
  }

  /** Adds all tiles to the sums. */
  void sum() {
    if (!pairs.isUnshifted()) {
      each(() -> new VectorShiftedSums(pairs));
    } else if (kept.length == 0) {
      each(() -> new VectorSums(pairs));
    } else {
      sumKept();
    }
  }

  /** Sums each tile by itself; no thread waits for another, and one adds all in order. */
  private void sumKept() {
    @Nullable VectorSums[] sums = new VectorSums[kept.length];
    crew.share(
        kept.length,
        () ->
            tile -> {
              var logits = kept[tile];
              if (logits != null) {
                logits.make(tile / rightTiles, tile % rightTiles);
                var own = new VectorSums(pairs);
                own.compute(logits);
                sums[tile] = own;
              }
            });
    for (var each : sums) {
      if (each != null) {
        each.add();
      }
    }
  }

  /** Adds all tiles to the gradients. */
  void grade() {
    if (kept.length == 0 || !pairs.isUnshifted()) {
      each(() -> new VectorGradients(pairs));
      return;
    }
    boolean right = !pairs.isWithin() && pairs.right.gradient().length > 0;
    crew.share(
        leftTiles + (right ? rightTiles : 0),
        () -> {
          var gradients = new VectorGradients(pairs);
          return tile -> gather(tile, gradients);
        });
  }

  /**
   * Adds kept tiles to the gradients of one left tile's rows, or of a right one's: where weights
   * cost little, to make them twice is sooner done than that threads hand gradients to each other.
   */
  private void gather(int tile, VectorGradients gradients) {
    if (tile >= leftTiles) {
      for (int left = 0; left < leftTiles; left++) {
        gradients.takeRight(logits(left, tile - leftTiles));
      }
      return;
    }
    for (int right = 0; right < rightTiles; right++) {
      if (pairs.isWithin() && right < tile) {
        gradients.takeRight(logits(right, tile));
      } else {
        gradients.takeLeft(logits(tile, right));
      }
    }
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
    crew.each(
        rounds.size(),
        () -> {
          var spare = new VectorLogits(pairs, lefts, rights, new float[TILE * VectorTile.STRIDE]);
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
    var logits = kept.length == 0 ? spare : logits(left, right);
    if (kept.length == 0 || !logits.isMade()) {
      logits.make(left, right);
    }
    return logits;
  }

  private VectorLogits logits(int left, int right) {
    return Objects.requireNonNull(kept[left * rightTiles + right]);
  }
}
