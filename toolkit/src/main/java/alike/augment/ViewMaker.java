package alike.augment;

import alike.data.ImageSet;
import java.nio.FloatBuffer;

/** Writes the views of an image to their places in a batch. */
record ViewMaker(ImageSet images, Augment augment, int views, long seed) {

  /** Returns the floats of one view. */
  int viewLength() {
    return images.channels() * augment.size() * augment.size();
  }

  /** Returns the bytes of a batch, or says that no buffer is that large. */
  int bytes(int batch) {
    long bytes = (long) views * batch * viewLength() * Float.BYTES;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d views of %d images of %d×%d×%d are %d bytes, but a buffer holds 2^31 - 1. Choose a smaller batch or size."
              .formatted(views, batch, augment.size(), augment.size(), images.channels(), bytes));
    }
    return (int) bytes;
  }

  /** Makes a view to see that the augmentation fits the images. */
  void tryOne() {
    augment.apply(images, 0, seed, 0, 0, FloatBuffer.allocate(viewLength()), 0);
  }

  /**
   * Writes all views of one image.
   *
   * @param place the image's place in the batch
   * @param batch the number of images in the batch
   */
  void make(int index, int epoch, int place, int batch, FloatBuffer target) {
    for (int view = 0; view < views; view++) {
      augment.apply(
          images, index, seed, epoch, view, target, (view * batch + place) * viewLength());
    }
  }
}
