package alike.show;

import java.util.Arrays;

/**
 * Fewer points, same picture: from each stretch of a line its lowest and its highest point stay, so
 * that no spike is lost.
 *
 * @param x the kept x values
 * @param y the kept y values
 */
@SuppressWarnings("ArrayRecordComponent") // a pair of results, compared by nobody
public record Thin(double[] x, double[] y) {

  /** Keeps at most about {@code most} points of a line whose x ascends. */
  public static Thin to(int most, double[] x, double[] y) {
    int n = x.length;
    if (n <= most) {
      return new Thin(x, y);
    }
    var kept = new int[n];
    int size = 0;
    kept[size++] = 0;
    int stretches = Math.max(1, (most - 2) / 2);
    for (int s = 0; s < stretches; s++) {
      int from = 1 + (int) ((long) (n - 2) * s / stretches);
      int to = 1 + (int) ((long) (n - 2) * (s + 1) / stretches);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = !(y[i] >= y[low]) ? i : low; // a NaN stays, as a gap
        high = y[i] > y[high] ? i : high;
      }
      kept[size++] = Math.min(low, high);
      if (low != high) {
        kept[size++] = Math.max(low, high);
      }
    }
    kept[size++] = n - 1;
    var indices = Arrays.copyOf(kept, size);
    return new Thin(pick(x, indices), pick(y, indices));
  }

  private static double[] pick(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}
