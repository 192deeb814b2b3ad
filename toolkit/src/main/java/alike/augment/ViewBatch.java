package alike.augment;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * The views of one batch of images, float32 V × N × C × S × S in a direct buffer of native order.
 *
 * <p>The buffer is lent: an engine may use this very memory (PyTorch does), so close the batch when
 * the training step is over, not before; it is filled anew after that.
 */
public final class ViewBatch implements AutoCloseable {

  private final int[] indices;
  private final int views;
  private final ByteBuffer bytes;
  private final Runnable giveBack;
  private boolean closed;

  ViewBatch(int[] indices, int views, ByteBuffer bytes, Runnable giveBack) {
    this.indices = indices;
    this.views = views;
    this.bytes = bytes;
    this.giveBack = giveBack;
  }

  /** Returns the number of images, N. */
  public int size() {
    return indices.length;
  }

  /** Returns the number of views of each image, V. */
  public int views() {
    return views;
  }

  /** Returns a copy of the images' places in the set, in the order of the batch. */
  public int[] indices() {
    return indices.clone();
  }

  /** Returns the views as bytes, position 0, limit at their end; one's own position and limit. */
  public ByteBuffer bytes() {
    requireOpen();
    return bytes.duplicate().order(bytes.order());
  }

  /** Returns the views as floats, position 0, limit at their end; one's own position and limit. */
  public FloatBuffer floats() {
    requireOpen();
    return bytes.asFloatBuffer();
  }

  /** Gives the buffer back; a second time does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      giveBack.run();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "This batch was closed, its buffer may hold other views by now. Use it before close().");
    }
  }
}
