package alike.loss;

import ai.djl.ndarray.types.DataType;
import alike.check.Require;
import alike.engine.Engines;
import alike.engine.Simd;
import alike.show.Card;
import java.util.Optional;

/** In which form a loss over all pairs of rows is computed: the setting {@code tile}. */
final class Tiling {

  /** The setting's name. */
  static final String SETTING = "tile";

  /** The setting that takes the fastest form. */
  static final int AUTOMATIC = 0;

  private static final Optional<Analytic> FUSED =
      Simd.load(Pairwise.Kernel.class, "alike.loss.VectorPairwise").map(Analytic::new);

  private static final long WHOLE = 1L << 24; // pairs; more are computed in tiles
  private static final long PAIRS = 1L << 23; // of an automatic tile

  private Tiling() {}

  /**
   * Checks the setting: 0, or the rows of a tile.
   *
   * @param tileable whether the loss's other settings can be computed in tiles
   * @param needed which settings can
   */
  static void require(int tile, boolean tileable, String needed) {
    if (Require.atLeast(SETTING, AUTOMATIC, tile) != AUTOMATIC && !tileable) {
      throw new IllegalArgumentException(
          "tile is %d, but only a loss with %s is computed in tiles. Take these settings, or tile 0."
              .formatted(tile, needed));
    }
  }

  /** Checks the setting of a loss that can always be computed in tiles. */
  static void require(int tile) {
    require(tile, true, "");
  }

  /** Returns what a card says of the setting. */
  static Card.Setting setting(int tile) {
    return new Card.Setting(
        SETTING,
        Integer.toString(tile),
        "rows that the engine compares with all others at a time; 0 takes the fastest form");
  }

  /**
   * Returns how to compute a loss, nothing for the plain form: the whole matrix of similarities,
   * differentiated by the engine. By itself it is the kernel on the CPU's vectors where there is
   * one, else the plain form, in tiles for large batches.
   *
   * @param rows that pick
   * @param columns that they pick from
   * @param tile rows compared at a time by the engine, or {@link #AUTOMATIC}
   */
  static Optional<Analytic> form(Batch batch, long rows, long columns, int tile) {
    if (batch.views().getDataType() != DataType.FLOAT32) {
      return Optional.empty();
    }
    if (tile != AUTOMATIC) {
      return tile < rows ? Optional.of(tiles(batch, tile)) : Optional.empty();
    }
    if (FUSED.isPresent() && !batch.views().getDevice().isGpu()) {
      return FUSED;
    }
    return rows * columns > WHOLE
        ? Optional.of(tiles(batch, (int) Math.max(1, Math.min(rows, PAIRS / columns))))
        : Optional.empty();
  }

  private static Analytic tiles(Batch batch, int tile) {
    var views = batch.views();
    return new Analytic(new TiledPairwise(Engines.of(views), views.getManager(), tile));
  }
}
