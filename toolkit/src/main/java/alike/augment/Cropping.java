package alike.augment;

/**
 * Cuts a rectangle out of an image's bytes and resizes it onto a canvas. Rows go round in a small
 * ring, so that they stay near the processor: along themselves first where the rectangle is lower
 * than the view, across first where it is higher, whichever leaves less to do.
 */
final class Cropping {

  private final Stretch stretch;
  private final Reach across = new Reach();
  private final Reach down = new Reach();
  private float[] ring = new float[0];
  private float[] row = new float[0];

  private byte[] pixels = new byte[0];
  private int channels;
  private int imageWidth;
  private int top;
  private int left;
  private int width;

  private int stride; // from one channel of a row to the next
  private int slots;
  private boolean acrossFirst;
  private int ready; // rows of the rectangle that were put into the ring

  Cropping(Stretch stretch) {
    this.stretch = stretch;
  }

  /**
   * Fills the canvas with values in [0, 1].
   *
   * @param image bytes H × W × C and {@link Source#ROOM} more
   */
  void fill(Canvas canvas, byte[] image, int newImageWidth, Drawn drawn) {
    int size = canvas.size();
    pixels = image;
    channels = canvas.channels();
    imageWidth = newImageWidth;
    top = drawn.top();
    left = drawn.left();
    width = drawn.width();
    across.set(width, size, drawn.flipped());
    down.set(drawn.height(), size, false);
    down.scale(1 / 255f);
    acrossFirst = drawn.height() <= size;
    stride = Math.max(width, size) + across.count() + Reach.PAD;
    slots = down.count();
    ready = 0;
    if (ring.length < slots * channels * stride) {
      ring = new float[slots * channels * stride];
    }
    if (row.length < channels * stride) {
      row = new float[channels * stride];
    }
    for (int y = 0; y < size; y++) {
      read(Math.min(drawn.height(), down.first(y) + slots));
      if (acrossFirst) {
        mix(y, size, canvas.values(), y * size, canvas.stride());
      } else {
        mix(y, width, row, 0, stride);
        stretch.across(
            row, 0, stride, channels, across, canvas.values(), y * size, canvas.stride());
      }
    }
  }

  /** Brings the rows before {@code end} into the ring, over those that nobody needs any more. */
  private void read(int end) {
    for (; ready < end; ready++) {
      int from = ((top + ready) * imageWidth + left) * channels;
      int slot = slot(ready);
      if (acrossFirst) {
        stretch.split(pixels, from, width, channels, row, 0, stride);
        stretch.across(row, 0, stride, channels, across, ring, slot, stride);
      } else {
        stretch.split(pixels, from, width, channels, ring, slot, stride);
      }
    }
  }

  private int slot(int y) {
    return y % slots * channels * stride;
  }

  private void mix(int y, int count, float[] target, int to, int targetStride) {
    int first = down.first(y);
    for (int channel = 0; channel < channels; channel++) {
      int at = channel * stride;
      int out = to + channel * targetStride;
      stretch.mix(
          ring,
          slot(first) + at,
          down.weight(y, 0),
          slot(first + 1) + at,
          down.weight(y, 1),
          target,
          out,
          count);
      for (int j = 2; j < slots && down.weight(y, j) != 0; j++) {
        stretch.add(ring, slot(first + j) + at, down.weight(y, j), target, out, count);
      }
    }
  }
}
