package alike.augment;

import alike.data.ImageSet;
import java.nio.FloatBuffer;

/** Writes the views of an image to their places in a batch. */
record ViewMaker(ImageSet images, Augment augment, ViewLayout layout, long seed) {

  static ViewMaker of(ImageSet images, Augment augment, int views, long seed) {
    return new ViewMaker(images, augment, ViewLayout.of(augment, views, images.channels()), seed);
  }

  /** Returns how many views of an image training takes if nothing else is said. */
  static int usual(Augment augment) {
    return augment instanceof MultiCrop crops ? crops.views() : 2;
  }

  /** Makes a view of each size to see that the augmentation fits the images. */
  void tryOne() {
    for (var group : layout.groups()) {
      int view = group.first();
      augment.apply(images, 0, seed, 0, view, FloatBuffer.allocate(layout.length(view)), 0);
    }
  }

  /**
   * Writes all views of one image.
   *
   * @param place the image's place in the batch
   * @param batch the number of images in the batch
   */
  void make(int index, int epoch, int place, int batch, FloatBuffer target) {
    for (int view = 0; view < layout.views(); view++) {
      int offset = layout.start(view, batch) + place * layout.length(view);
      augment.apply(images, index, seed, epoch, view, target, offset);
    }
  }
}
