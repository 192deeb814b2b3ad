package alike.augment;

/** Changes colours with plain loops. */
final class PlainTones implements Tones {

  @Override
  public void scale(
      float[] x, int from, int stride, int channels, int count, float factor, float rest) {
    for (int start = from; start < from + channels * stride; start += stride) {
      for (int i = start; i < start + count; i++) {
        x[i] = Math.max(0f, Math.min(1f, x[i] * factor + rest));
      }
    }
  }

  @Override
  public void sum(float[] x, int from, int count, float[] sums, int at) {
    for (int i = from; i < from + count; i += SUMS) {
      for (int j = 0; j < SUMS; j++) {
        sums[at + j] += x[i + j];
      }
    }
  }

  @Override
  public void saturate(float[] x, int from, int stride, int count, float factor) {
    float rest = 1 - factor;
    for (int r = from, g = from + stride, b = g + stride; r < from + count; r++, g++, b++) {
      float grey = (RED * x[r] + GREEN * x[g] + BLUE * x[b]) * rest;
      x[r] = Math.max(0f, Math.min(1f, x[r] * factor + grey));
      x[g] = Math.max(0f, Math.min(1f, x[g] * factor + grey));
      x[b] = Math.max(0f, Math.min(1f, x[b] * factor + grey));
    }
  }

  @Override
  public void turn(float[] x, int from, int stride, int count, double sixths) {
    float red = Tones.place(sixths, 0);
    float green = Tones.place(sixths, 1);
    float blue = Tones.place(sixths, 2);
    for (int i = from; i < from + count; i++) {
      float r = x[i];
      float g = x[i + stride];
      float b = x[i + 2 * stride];
      float high = Math.max(r, Math.max(g, b));
      float spread = high - Math.min(r, Math.min(g, b));
      float twice = spread + spread;
      float place = r == high ? (g - b) - twice : g == high ? b - r : (r - g) + twice;
      x[i] = high - lack(place + spread * red, spread, twice);
      x[i + stride] = high - lack(place + spread * green, spread, twice);
      x[i + 2 * stride] = high - lack(place + spread * blue, spread, twice);
    }
  }

  /** Returns how far a colour is missing, 0 to {@code spread}. */
  private static float lack(float place, float spread, float twice) {
    float away = Math.abs(place);
    return Math.min(spread, Math.max(0f, Math.max(twice - away, away - twice - twice)));
  }

  @Override
  public void grey(float[] x, int from, int stride, int channels, int count) {
    for (int r = from, g = from + stride, b = g + stride; r < from + count; r++, g++, b++) {
      float grey = RED * x[r] + GREEN * x[g] + BLUE * x[b];
      x[r] = grey;
      if (channels == 3) {
        x[g] = grey;
        x[b] = grey;
      }
    }
  }

  @Override
  public void solarize(float[] x, int from, int stride, int channels, int count, float threshold) {
    for (int start = from; start < from + channels * stride; start += stride) {
      for (int i = start; i < start + count; i++) {
        x[i] = x[i] >= threshold ? 1 - x[i] : x[i];
      }
    }
  }

  @Override
  public void normalize(float[] x, int from, int count, float mean, float scale, float[] target) {
    for (int i = 0; i < count; i++) {
      target[i] = (x[from + i] - mean) * scale;
    }
  }
}
