package alike.augment;

import alike.data.ImageSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Prepares batches for a device: copies their pixels and draws their views, in any thread. */
record Packing(ImageSet images, List<ViewRun> runs, long seed) {

  /**
   * A batch on its way to the device.
   *
   * @param indices the images' places in the set
   * @param pixels their bytes, N × H × W × C
   * @param numbers what was drawn: for each run of views a table of a row a view and image
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared: lives for one step
  record Packed(int[] indices, ByteBuffer pixels, List<float[]> numbers) {

    /** Returns N. */
    int size() {
      return indices.length;
    }

    /** Returns the pixels of some of the images. */
    ByteBuffer pixels(int from, int to) {
      int image = pixels.capacity() / indices.length;
      return pixels.slice(from * image, (to - from) * image);
    }
  }

  /** Returns room for the pixels of a batch, or says that no buffer is that large. */
  static ByteBuffer buffer(ImageSet images, int batch) {
    long bytes = (long) batch * length(images);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d images of %d×%d×%d are %d bytes, but a buffer holds 2^31 - 1. Choose a smaller batch."
              .formatted(batch, images.height(), images.width(), images.channels(), bytes));
    }
    return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
  }

  private static int length(ImageSet images) {
    return images.height() * images.width() * images.channels();
  }

  /** Draws what is done to each image, and copies the pixels into the buffer. */
  Packed pack(int epoch, int[] indices, ByteBuffer buffer) {
    var image = new byte[length(images)];
    for (int i = 0; i < indices.length; i++) {
      images.copy(indices[i], image, 0);
      buffer.put(i * image.length, image);
    }
    var numbers = runs.stream().map(run -> draw(run, epoch, indices)).toList();
    return new Packed(indices, buffer.slice(0, indices.length * image.length), numbers);
  }

  private float[] draw(ViewRun run, int epoch, int[] indices) {
    int width = run.batch().numbers();
    var table = new float[(run.end() - run.first()) * indices.length * width];
    int at = 0;
    for (int view = run.first(); view < run.end(); view++) {
      for (int index : indices) {
        run.batch().draw(index, seed, epoch, view, table, at);
        at += width;
      }
    }
    return table;
  }
}
