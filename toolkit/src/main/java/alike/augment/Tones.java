package alike.augment;

/**
 * The loops over pixels of a view: {@code channels} planes that are {@code stride} apart, values in
 * [0, 1]. {@code count} is a multiple of {@link Reach#PAD}. All implementations give the same bits.
 */
interface Tones {

  float RED = 0.2989f;
  float GREEN = 0.587f;
  float BLUE = 0.114f;

  /** Sums are taken in so many parts, whatever the length of vectors, and put together at last. */
  int SUMS = Reach.PAD;

  /**
   * The most pixels a plane that are changed in one call, few enough to stay near the processor.
   */
  int MOST = 1024;

  /** {@code factor · x + rest}, kept in [0, 1]. */
  void scale(float[] x, int from, int stride, int channels, int count, float factor, float rest);

  /** Adds a plane's pixels to {@link #SUMS} sums, each SUMS-th pixel to the same one. */
  void sum(float[] x, int from, int count, float[] sums, int at);

  /** {@code factor · x + (1 - factor) · grey}, kept in [0, 1]; three channels. */
  void saturate(float[] x, int from, int stride, int count, float factor);

  /** Turns the hue by sixths of the circle; three channels. */
  void turn(float[] x, int from, int stride, int count, double sixths);

  /** Puts the grey image into the first {@code channels} of three planes. */
  void grey(float[] x, int from, int stride, int channels, int count);

  /** {@code 1 - x} where x is the threshold or more. */
  void solarize(float[] x, int from, int stride, int channels, int count, float threshold);

  /** {@code (x - mean) · scale} of one plane, into another array. */
  void normalize(float[] x, int from, int count, float mean, float scale, float[] target);

  /** Returns a channel's share of the grey image. */
  static double weight(int channel, int channels) {
    return channels == 1 ? 1 : channel == 0 ? RED : channel == 1 ? GREEN : BLUE;
  }

  /** Returns the mean over {@code area} pixels of the grey image, from each plane's sums. */
  static double greyMean(float[] sums, int channels, int area) {
    double mean = 0;
    for (int i = 0; i < channels * SUMS; i++) {
      mean += weight(i / SUMS, channels) * sums[i];
    }
    return mean / area;
  }

  /** Returns the sixths to add to a channel's place on the circle, in [-3, 3]. */
  static float place(double sixths, int channel) {
    double turned = sixths - (channel == 0 ? 1 : channel == 1 ? 3 : -1);
    return (float) (turned - 6 * Math.rint(turned / 6));
  }
}
