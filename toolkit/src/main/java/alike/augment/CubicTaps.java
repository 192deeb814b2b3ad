package alike.augment;

/**
 * The weights of a bicubic resize along one direction.
 *
 * <p>{@code w(d) = (a+2)d³ - (a+3)d² + 1} for d ≤ 1, {@code ad³ - 5ad² + 8ad - 4a} for d < 2, with
 * d the distance in pixels.
 *
 * @see <a href="https://doi.org/10.1109/TASSP.1981.1163711">Keys 1981, eq. 4</a>
 */
final class CubicTaps {

  private CubicTaps() {}

  /** Reaches two pixels of the result to each side; cut off at the edge and normalised. */
  static Taps widening(int start, int inputs, int outputs) {
    double scale = (double) inputs / outputs;
    double stretch = Math.max(1, scale);
    int count = Math.min(inputs, (int) Math.ceil(2 * stretch) * 2 + 1);
    var first = new int[outputs];
    var weights = new float[outputs * count];
    for (int i = 0; i < outputs; i++) {
      double centre = scale * (i + 0.5);
      int from = Math.max(0, (int) (centre - 2 * stretch + 0.5));
      int to = Math.min(inputs, (int) (centre + 2 * stretch + 0.5));
      int shifted = Math.min(from, inputs - count);
      double sum = 0;
      for (int j = from; j < to; j++) {
        sum += weight((j - centre + 0.5) / stretch, -0.5);
      }
      for (int j = from; j < to; j++) {
        double weight = weight((j - centre + 0.5) / stretch, -0.5);
        weights[i * count + j - shifted] = (float) (weight / sum);
      }
      first[i] = start + shifted;
    }
    return new Taps(count, first, weights);
  }

  /** Reaches two pixels of the source to each side, the edge repeated. */
  static Taps four(int start, int inputs, int outputs) {
    double scale = (double) inputs / outputs;
    int count = Math.min(inputs, 4);
    var first = new int[outputs];
    var weights = new float[outputs * count];
    for (int i = 0; i < outputs; i++) {
      double place = scale * (i + 0.5) - 0.5;
      int left = (int) Math.floor(place) - 1;
      int shifted = Math.max(0, Math.min(left, inputs - count));
      for (int j = left; j < left + 4; j++) {
        int at = Math.max(0, Math.min(j, inputs - 1));
        weights[i * count + at - shifted] += (float) weight(j - place, -0.75);
      }
      first[i] = start + shifted;
    }
    return new Taps(count, first, weights);
  }

  private static double weight(double distance, double a) {
    double d = Math.abs(distance);
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}
