package alike.augment;

import alike.data.ImageSet;
import java.nio.FloatBuffer;

/**
 * One image at work: float32 C × H × W, in [0, 1] until it is normalised. Steps change it in place.
 * Belongs to one thread.
 */
public final class Planes {

  private final int channels;
  private int height;
  private int width;
  private float[] values;

  private Planes(int channels, int height, int width, float[] values) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /** Copies the values in, C × H × W. */
  static Planes of(int channels, int height, int width, float... values) {
    return new Planes(channels, height, width, values.clone());
  }

  /** Unpacks an image of a set: bytes H × W × C to floats C × H × W, divided by 255. */
  static Planes of(ImageSet images, int index) {
    int channels = images.channels();
    int area = images.height() * images.width();
    var bytes = new byte[area * channels];
    images.copy(index, bytes, 0);
    var values = new float[bytes.length];
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < area; i++) {
        values[channel * area + i] = (bytes[i * channels + channel] & 0xff) / 255f;
      }
    }
    return new Planes(channels, images.height(), images.width(), values);
  }

  /** Returns 1 for grey, 3 for red, green, blue. */
  public int channels() {
    return channels;
  }

  /** Returns the rows. */
  public int height() {
    return height;
  }

  /** Returns the columns. */
  public int width() {
    return width;
  }

  /** Returns the values themselves, C × H × W: writing to them changes the image. */
  public float[] values() {
    return values;
  }

  /** Puts other values in the place of these: the same channels, perhaps another size. */
  void replace(int newHeight, int newWidth, float[] newValues) {
    height = newHeight;
    width = newWidth;
    values = newValues;
  }

  /** Writes all values from {@code offset} on; the buffer's position stays. */
  void write(FloatBuffer target, int offset) {
    target.put(offset, values, 0, values.length);
  }

  /** Writes the values as bytes H × W × C, clamped and rounded, from {@code offset} on. */
  void bytes(byte[] target, int offset) {
    int area = height * width;
    for (int i = 0; i < values.length; i++) {
      int at = offset + i % area * channels + i / area;
      target[at] = (byte) Math.round(clamp(values[i]) * 255);
    }
  }

  /** Returns how bright a pixel is: 0.2989 R + 0.587 G + 0.114 B, or the grey value itself. */
  float grey(int pixel) {
    int area = height * width;
    return channels == 1
        ? values[pixel]
        : 0.2989f * values[pixel]
            + 0.587f * values[area + pixel]
            + 0.114f * values[2 * area + pixel];
  }

  /** Returns the nearest number in [0, 1]. */
  static float clamp(float value) {
    return Math.min(1f, Math.max(0f, value));
  }
}
