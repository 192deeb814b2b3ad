package alike.loss;

/** The rows of a set, tile by tile transposed: first numbers side by side, then second ones. */
final class VectorPanels {

  private static final int TILE = UnitRows.TILE;

  private final UnitRows rows;
  private final float[] values; // [tiles, width, TILE]

  VectorPanels(UnitRows rows) {
    this.rows = rows;
    int size = Math.multiplyExact(rows.tiles() * TILE, rows.width());
    values = rows.bench().scratch().floats(size + VectorProduct.COLUMNS); // read, not used
    rows.bench().crew().share(rows.tiles(), () -> this::transpose);
  }

  private void transpose(int tile) {
    for (int row = 0; row < TILE; row += 4) {
      transposeFour(tile * TILE + row, start(tile) + row);
    }
  }

  private void transposeFour(int row, int to) {
    float[] from = rows.values();
    int stride = rows.stride();
    int first = rows.start(row);
    for (int k = first, at = to; k < first + rows.width(); k++, at += TILE) {
      values[at] = from[k];
      values[at + 1] = from[k + stride];
      values[at + 2] = from[k + 2 * stride];
      values[at + 3] = from[k + 3 * stride];
    }
  }

  /** Returns all tiles. */
  float[] values() {
    return values;
  }

  /** Returns where a tile begins: TILE numbers for each of the width. */
  int start(int tile) {
    return tile * TILE * rows.width();
  }
}
