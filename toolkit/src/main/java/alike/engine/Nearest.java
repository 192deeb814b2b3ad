package alike.engine;

/** Which of some centres is nearest each row, by Euclidean distance; of equals the first. */
public final class Nearest {

  private Nearest() {}

  /**
   * Finds the nearest centres: the largest of {@code x · c − |c|²/2}, in float32.
   *
   * @param rows [count, width], row by row
   * @param centres [k, width], row by row
   * @param width numbers of each, 1 or more
   * @return the number of a centre for each row
   */
  public static int[] of(float[] rows, float[] centres, int width) {
    return of(rows, Panels.of(centres, centres.length / width, width, halves(centres, width)));
  }

  private static float[] halves(float[] centres, int width) {
    var halves = new float[centres.length / width];
    for (int centre = 0; centre < halves.length; centre++) {
      double square = 0;
      for (int i = centre * width; i < (centre + 1) * width; i++) {
        square += (double) centres[i] * centres[i];
      }
      halves[centre] = (float) (-square / 2);
    }
    return halves;
  }

  private static int[] of(float[] rows, Panels centres) {
    var nearest = new int[rows.length / centres.width()];
    Products.each(rows, centres, () -> new Best(nearest));
    return nearest;
  }

  private static final class Best implements Products.Sink {
    private final Dots dots = Dots.fastest();
    private final int[] nearest;
    private final float[] best = new float[Products.ROWS];
    private int first;

    Best(int[] nearest) {
      this.nearest = nearest;
    }

    @Override
    public void begin(int from, int to) {
      first = from;
    }

    @Override
    public void take(int row, int column, float[] products, int at, int count) {
      int place = dots.largest(products, at, at + count);
      if (column == 0 || products[place] > best[row - first]) {
        best[row - first] = products[place];
        nearest[row] = column + place - at;
      }
    }
  }
}
