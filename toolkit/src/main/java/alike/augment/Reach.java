package alike.augment;

/**
 * Which inputs each output of a resize mixes along one direction, and with which weights; computed
 * anew for every view without making objects. The triangle of weights widens where the image
 * shrinks (antialias), as in {@link Taps}.
 */
final class Reach {

  /** Outputs are padded to a multiple of this, for vectors that run over the end. */
  static final int PAD = 32;

  private int count;
  private int outputs;
  private int padded;
  private int[] first = new int[0];
  private float[] weights = new float[0];

  /** Sets all numbers; {@code mirrored} gives the outputs in reverse order. */
  void set(int inputs, int newOutputs, boolean mirrored) {
    double scale = (double) inputs / newOutputs;
    double support = Math.max(1, scale);
    outputs = newOutputs;
    padded = (outputs + PAD - 1) / PAD * PAD;
    count = scale <= 1 ? 2 : (int) Math.ceil(support) * 2 + 1;
    if (weights.length < count * padded || first.length < padded) {
      weights = new float[count * padded];
      first = new int[padded];
    }
    for (int i = 0; i < outputs; i++) {
      int at = mirrored ? outputs - 1 - i : i;
      if (scale <= 1) {
        two(at, scale * (i + 0.5) - 0.5, inputs);
      } else {
        many(at, scale * (i + 0.5), support, inputs);
      }
    }
    for (int at = outputs; at < padded; at++) {
      first[at] = first[outputs - 1];
      for (int j = 0; j < count; j++) {
        weights[j * padded + at] = 0;
      }
    }
  }

  private void two(int at, double place, int inputs) {
    double inside = Math.max(0, place);
    int from = Math.min((int) inside, Math.max(0, inputs - 2));
    float second = (float) Math.min(inside - from, inputs - 1 - from);
    first[at] = from;
    weights[at] = 1 - second;
    weights[padded + at] = second;
  }

  private void many(int at, double centre, double support, int inputs) {
    int from = Math.max(0, (int) (centre - support + 0.5));
    int to = Math.min(inputs, (int) (centre + support + 0.5));
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += weight(j, centre, support);
    }
    for (int j = 0; j < count; j++) {
      boolean inside = from + j < to;
      weights[j * padded + at] = inside ? (float) (weight(from + j, centre, support) / sum) : 0;
    }
    first[at] = from;
  }

  private static double weight(int input, double centre, double support) {
    return Math.max(0, 1 - Math.abs((input - centre + 0.5) / support));
  }

  /** Multiplies all weights. */
  void scale(float factor) {
    for (int i = 0; i < count * padded; i++) {
      weights[i] *= factor;
    }
  }

  /** Returns how many inputs are mixed, 2 or more. */
  int count() {
    return count;
  }

  int outputs() {
    return outputs;
  }

  /** Returns the first input of an output; those after it may lie outside, their weights are 0. */
  int first(int output) {
    return first[output];
  }

  float weight(int output, int tap) {
    return weights[tap * padded + output];
  }

  /** Returns the first inputs of all outputs, padded. */
  int[] firsts() {
    return first;
  }

  /** Returns the weights, tap by tap, each {@link #padded()} long. */
  float[] weights() {
    return weights;
  }

  int padded() {
    return padded;
  }
}
