package alike.augment;

/** Resizes with plain loops. */
final class PlainStretch implements Stretch {

  @Override
  public void split(
      byte[] pixels, int from, int count, int channels, float[] rows, int at, int stride) {
    for (int channel = 0; channel < channels; channel++) {
      int row = at + channel * stride;
      for (int i = 0, p = from + channel; i < count; i++, p += channels) {
        rows[row + i] = pixels[p] & 0xff;
      }
    }
  }

  @Override
  public void across(
      float[] rows,
      int from,
      int stride,
      int count,
      Reach reach,
      float[] target,
      int to,
      int targetStride) {
    for (int i = 0; i < count; i++) {
      int row = from + i * stride;
      int out = to + i * targetStride;
      if (reach.count() == 2) {
        two(rows, row, reach, target, out);
      } else {
        many(rows, row, reach, target, out);
      }
    }
  }

  private static void two(float[] rows, int row, Reach reach, float[] target, int to) {
    int[] first = reach.firsts();
    float[] weights = reach.weights();
    int padded = reach.padded();
    for (int i = 0; i < reach.outputs(); i++) {
      int at = row + first[i];
      target[to + i] = rows[at] * weights[i] + rows[at + 1] * weights[padded + i];
    }
  }

  static void many(float[] rows, int row, Reach reach, float[] target, int to) {
    float[] weights = reach.weights();
    int padded = reach.padded();
    for (int i = 0; i < reach.outputs(); i++) {
      int at = row + reach.first(i);
      float sum = 0;
      for (int j = 0, w = i; j < reach.count(); j++, w += padded) {
        sum += rows[at + j] * weights[w];
      }
      target[to + i] = sum;
    }
  }

  @Override
  public void mix(
      float[] rows,
      int a,
      float weightA,
      int b,
      float weightB,
      int stride,
      int channels,
      float[] target,
      int to,
      int targetStride,
      int count) {
    for (int channel = 0; channel < channels; channel++) {
      int one = a + channel * stride;
      int other = b + channel * stride;
      int out = to + channel * targetStride;
      for (int i = 0; i < count; i++) {
        target[out + i] = rows[one + i] * weightA + rows[other + i] * weightB;
      }
    }
  }

  @Override
  public void add(float[] rows, int row, float weight, float[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] += rows[row + i] * weight;
    }
  }
}
