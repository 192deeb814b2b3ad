package alike.augment;

/** Which inputs each output of a resize mixes, along one direction, and with which weights. */
final class Taps {

  private final int count; // weights an output
  private final int[] first; // [outputs] first input of each
  private final float[] weights; // [outputs × count]

  Taps(int count, int[] first, float[] weights) {
    this.count = count;
    this.first = first;
    this.weights = weights;
  }

  /** One input each, as it is, at {@code floor(i · scale)} in floats, as in torchvision. */
  static Taps nearest(int start, int inputs, int outputs) {
    var first = new int[outputs];
    var weights = new float[outputs];
    float scale = (float) inputs / outputs;
    for (int i = 0; i < outputs; i++) {
      first[i] = start + Math.min((int) (i * scale), inputs - 1);
      weights[i] = 1;
    }
    return new Taps(1, first, weights);
  }

  /**
   * A triangle of weights around each output's place, normalised; where it would reach over the
   * edge it is cut off, which equals repeating the edge.
   *
   * @param start added to every input's place
   */
  static Taps of(int start, int inputs, int outputs, boolean antialias) {
    double scale = (double) inputs / outputs;
    double support = antialias ? Math.max(1, scale) : 1;
    int count = Math.min(inputs, (int) Math.ceil(support) * 2 + 1);
    var first = new int[outputs];
    var weights = new float[outputs * count];
    for (int i = 0; i < outputs; i++) {
      double centre = scale * (i + 0.5);
      int from = Math.max(0, (int) (centre - support + 0.5));
      int to = Math.min(inputs, (int) (centre + support + 0.5));
      from = Math.min(from, inputs - count);
      double sum = 0;
      for (int j = from; j < to; j++) {
        sum += weight(j, centre, support);
      }
      for (int j = from; j < to; j++) {
        weights[i * count + j - from] = (float) (weight(j, centre, support) / sum);
      }
      first[i] = start + from;
    }
    return new Taps(count, first, weights);
  }

  private static double weight(int input, double centre, double support) {
    return Math.max(0, 1 - Math.abs((input - centre + 0.5) / support));
  }

  /** Resizes {@code rows} rows along themselves; {@code stride} from one to the next. */
  void rows(float[] source, int offset, int stride, int rows, float[] target) {
    for (int row = 0; row < rows; row++) {
      int line = offset + row * stride;
      for (int i = 0; i < first.length; i++) {
        float sum = 0;
        int from = line + first[i];
        for (int j = 0; j < count; j++) {
          sum += weights[i * count + j] * source[from + j];
        }
        target[row * first.length + i] = sum;
      }
    }
  }

  /** Resizes rows of {@code width} across themselves, from the top of {@code source}. */
  void columns(float[] source, int width, float[] target, int offset) {
    for (int i = 0; i < first.length; i++) {
      int to = offset + i * width;
      for (int j = 0; j < count; j++) {
        float weight = weights[i * count + j];
        int from = (first[i] + j) * width;
        for (int column = 0; weight != 0 && column < width; column++) {
          target[to + column] += weight * source[from + column];
        }
      }
    }
  }
}
