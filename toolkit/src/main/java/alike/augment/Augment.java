package alike.augment;

import alike.data.ImageSet;
import java.nio.FloatBuffer;

/** Makes random views of images: a value, the same for the same seed, whatever the threads. */
public interface Augment {

  /** Returns the rows and columns of the views. */
  int size();

  /**
   * Writes one view of one image, normalised, as C × size × size floats from {@code offset} on.
   * Depends on nothing but its arguments; any thread may call it.
   *
   * @param images where the image is
   * @param index which image
   * @param seed the run's seed
   * @param epoch the pass over the data
   * @param view which of the image's views, from 0
   * @param target where the floats go
   * @param offset index of the first float
   */
  void apply(
      ImageSet images, int index, long seed, int epoch, int view, FloatBuffer target, int offset);
}
