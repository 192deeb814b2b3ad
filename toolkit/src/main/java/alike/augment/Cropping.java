package alike.augment;

/**
 * Cuts a rectangle out of an image's bytes and resizes it onto a canvas, row by row. Rows go round
 * in a small ring, so that they stay near the processor: along themselves first where the rectangle
 * is lower than the view, across first where it is higher, whichever leaves less to do.
 */
final class Cropping {

  /** Rows that are read together. */
  private static final int BLOCK = 4;

  private final Stretch stretch;
  private final Reach across = new Reach();
  private final Reach down = new Reach();
  private float[] ring = new float[0];
  private float[] row = new float[0];

  private Canvas canvas = new Canvas();
  private byte[] pixels = new byte[0];
  private int channels;
  private int imageWidth;
  private int top;
  private int left;
  private int width;
  private int height;

  private int stride; // from one channel of a row to the next
  private int slots;
  private boolean acrossFirst;
  private int ready; // rows of the rectangle that were put into the ring
  private int done; // rows of the view

  Cropping(Stretch stretch) {
    this.stretch = stretch;
  }

  /**
   * Begins to fill the canvas with values in [0, 1].
   *
   * @param image bytes H × W × C and {@link Source#ROOM} more
   */
  void start(Canvas newCanvas, byte[] image, int newImageWidth, Drawn drawn) {
    canvas = newCanvas;
    pixels = image;
    channels = canvas.channels();
    imageWidth = newImageWidth;
    top = drawn.top();
    left = drawn.left();
    width = drawn.width();
    height = drawn.height();
    across.set(width, canvas.size(), drawn.flipped());
    down.set(height, canvas.size(), false);
    down.scale(1 / 255f);
    acrossFirst = height <= canvas.size();
    makeRoom();
    ready = 0;
    done = 0;
  }

  /** A block of rows must lie together in the ring, behind the rows that are still mixed. */
  private void makeRoom() {
    stride = Math.max(width, canvas.size()) + across.count() + Reach.PAD;
    slots = (down.count() + 2 * (BLOCK - 1)) / BLOCK * BLOCK;
    if (ring.length < slots * channels * stride) {
      ring = new float[slots * channels * stride];
    }
    if (row.length < BLOCK * channels * stride) {
      row = new float[BLOCK * channels * stride];
    }
  }

  /** Goes on until each plane has so many pixels, or all. */
  void fill(int end) {
    int size = canvas.size();
    for (; done < size && done * size < end; done++) {
      read(Math.min(height, down.first(done) + down.count()));
      if (acrossFirst) {
        mix(size, canvas.values(), done * size, canvas.stride());
      } else {
        mix(width, row, 0, stride);
        stretch.across(
            row, 0, stride, channels, across, canvas.values(), done * size, canvas.stride());
      }
    }
  }

  /** Brings the rows before {@code end} into the ring, over those that nobody needs any more. */
  private void read(int end) {
    while (ready < end) {
      int rows = Math.min(BLOCK, height - ready);
      int to = slot(ready);
      for (int i = 0; i < rows; i++) {
        int from = ((top + ready + i) * imageWidth + left) * channels;
        int at = i * channels * stride;
        if (acrossFirst) {
          stretch.split(pixels, from, width, channels, row, at, stride);
        } else {
          stretch.split(pixels, from, width, channels, ring, to + at, stride);
        }
      }
      if (acrossFirst) {
        stretch.across(row, 0, stride, rows * channels, across, ring, to, stride);
      }
      ready += rows;
    }
  }

  private int slot(int y) {
    return y % slots * channels * stride;
  }

  /** Mixes the rows of the ring that the next row of the view is made of. */
  private void mix(int count, float[] target, int to, int targetStride) {
    int first = down.first(done);
    stretch.mix(
        ring,
        slot(first),
        down.weight(done, 0),
        slot(first + 1),
        down.weight(done, 1),
        stride,
        channels,
        target,
        to,
        targetStride,
        count);
    for (int j = 2; j < down.count() && down.weight(done, j) != 0; j++) {
      for (int channel = 0; channel < channels; channel++) {
        int at = slot(first + j) + channel * stride;
        int out = to + channel * targetStride;
        stretch.add(ring, at, down.weight(done, j), target, out, count);
      }
    }
  }
}
