package alike.augment;

import alike.check.Require;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The views of one batch of images, float32 in a direct buffer of native order: V × N × C × S × S,
 * or, where views differ in size, view 0 of all images first, then view 1, each with its own S.
 *
 * <p>The buffer is lent: an engine may use this very memory (PyTorch does), so close the batch when
 * the training step is over, not before; it is filled anew after that.
 */
public final class ViewBatch implements AutoCloseable {

  private final int[] indices;
  private final ViewLayout layout;
  private final ByteBuffer bytes;
  private final Runnable giveBack;
  private boolean closed;

  ViewBatch(int[] indices, ViewLayout layout, ByteBuffer bytes, Runnable giveBack) {
    this.indices = indices;
    this.layout = layout;
    this.bytes = bytes;
    this.giveBack = giveBack;
  }

  /** Returns the number of images, N. */
  public int size() {
    return indices.length;
  }

  /** Returns the number of views of each image, V. */
  public int views() {
    return layout.views();
  }

  /** Returns the rows and columns of one of an image's views, 0 to V - 1. */
  public int size(int view) {
    return layout.size(view);
  }

  /** Returns the runs of views of one size, in order: one if all are of one size. */
  public List<ViewGroup> groups() {
    return layout.groups();
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

  /**
   * Returns the views of a group as bytes, count × N × C × S × S floats; position 0, limit at their
   * end.
   *
   * @param group one of {@link #groups()}
   */
  public ByteBuffer bytes(ViewGroup group) {
    return bytes(group.first() * size(), group.end() * size());
  }

  /**
   * Returns some of the views as bytes; position 0, limit at their end.
   *
   * @param from the first, counted through all images view by view
   * @param to the one after the last; up to V·N, all between of one size
   */
  public ByteBuffer bytes(int from, int to) {
    requireOpen();
    int first = layout.holding(size(), from, to).first();
    int length = layout.length(first);
    int start = layout.start(first, size()) + (from - first * size()) * length;
    return bytes
        .slice(start * Float.BYTES, (to - from) * length * Float.BYTES)
        .order(bytes.order());
  }

  /** Returns one view of all images as floats, N × C × S × S; position 0, limit at their end. */
  public FloatBuffer floats(int view) {
    Require.within("view", 0, views() - 1, view);
    return bytes(view * size(), (view + 1) * size()).asFloatBuffer();
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
