package alike.augment;

/**
 * The loops over rows that resize an image. Every array has room for {@link Reach#PAD} more values
 * behind each row: what is written there means nothing. All implementations give the same bits.
 */
interface Stretch {

  /**
   * Parts pixels into one row a channel: rows[c · stride + i] = pixels[from + i · channels + c].
   */
  void split(byte[] pixels, int from, int count, int channels, float[] rows, int at, int stride);

  /** Resizes {@code count} rows, {@code stride} apart, along themselves. */
  void across(
      float[] rows,
      int from,
      int stride,
      int count,
      Reach reach,
      float[] target,
      int to,
      int targetStride);

  /**
   * Sets {@code target = a · weightA + b · weightB} with two rows of {@code rows} for each channel.
   */
  void mix(
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
      int count);

  /** Adds {@code row · weight} to the target. */
  void add(float[] rows, int row, float weight, float[] target, int to, int count);
}
