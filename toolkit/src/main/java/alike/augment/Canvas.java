package alike.augment;

/** The planes of a view while it is being made, a row after the other, and room behind each. */
final class Canvas implements Sink {

  private float[] values = new float[0];
  private int size;
  private int stride;
  private int channels;

  /** Makes room for a view; what was there before is lost. */
  void prepare(int newSize, int newChannels) {
    size = newSize;
    channels = newChannels;
    stride = (size * size + 2 * Reach.PAD - 1) / Reach.PAD * Reach.PAD;
    if (values.length < channels * stride) {
      values = new float[channels * stride];
    }
  }

  /** Puts 0 behind each plane, where loops over whole vectors have left something. */
  void clearRoom() {
    for (int end = stride; end <= channels * stride; end += stride) {
      java.util.Arrays.fill(values, end - stride + size * size, end, 0f);
    }
  }

  @Override
  public void take(int plane, int at, float[] pixels, int from, int count) {
    System.arraycopy(pixels, from, values, plane * stride + at, count);
  }

  float[] values() {
    return values;
  }

  int size() {
    return size;
  }

  int channels() {
    return channels;
  }

  /** Returns the pixels of a plane. */
  int area() {
    return size * size;
  }

  /** Returns how far planes are apart, a multiple of {@link Reach#PAD}. */
  int stride() {
    return stride;
  }
}
