package alike.augment;

import alike.check.Require;
import alike.data.ImageGrid;
import alike.data.ImageSet;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Makes random views of images: a value, the same for the same seed, whatever the threads. Open:
 * any class of one's own that writes a view is an augmentation.
 */
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
   * @param target where the floats go; its position and limit stay
   * @param offset index of the first float
   */
  void apply(
      ImageSet images, int index, long seed, int epoch, int view, FloatBuffer target, int offset);

  /** Returns what turns [0, 1] into the numbers of the views; by default nothing is changed. */
  default Normalize normalization() {
    return Normalize.none();
  }

  /**
   * Writes an image as it is, brought to the views' size and normalised, as C × size × size floats
   * from {@code offset} on: what evaluation and inference see.
   */
  default void plain(ImageSet images, int index, FloatBuffer target, int offset) {
    var image = Planes.of(images, index);
    new Resize(size()).whole(image.height(), image.width()).apply(image);
    normalization().apply(image);
    image.write(target, offset);
  }

  /** Returns the first images, each with some of its views beside it. */
  default ImageGrid preview(ImageSet images, int count, int draws) {
    return preview(images, count, draws, 0);
  }

  /**
   * Returns the first images, one a row: the original, then its views.
   *
   * @param images where the images are
   * @param count rows, 1 to images.size()
   * @param draws views of each, 1 or more
   * @param seed other seeds show other views
   */
  default ImageGrid preview(ImageSet images, int count, int draws, long seed) {
    Require.within("count of images of %s".formatted(images), 1, images.size(), count);
    Require.positive("draws", draws);
    return Preview.of(this, images, count, draws, seed);
  }

  /** Returns the augmentation that takes these steps in this order. */
  static Pipeline pipeline(Step... steps) {
    return new Pipeline(List.of(steps));
  }

  /**
   * Returns the augmentation of SimCLR for views of {@code size} × {@code size}.
   *
   * <table>
   * <caption>Presets</caption>
   * <tr><td>size ≤ 28<td>area 0.3 to 1, jitter at strength 0.5, no blur, Fashion-MNIST's mean
   * <tr><td>below 96<td>the paper's CIFAR recipe: area 0.08 to 1, strength 0.5, no blur
   * <tr><td>96 and more<td>the paper's ImageNet recipe: area 0.08 to 1, strength 1, blur
   * </table>
   *
   * On grey images the colour operations do nothing. Where we differ from the paper: views are
   * normalised; a small grey image is cropped less, since below a third of it nothing is to be
   * seen.
   *
   * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, appendices A and B.9</a>
   */
  static Pipeline simClr(int size) {
    return Presets.simClr(size);
  }

  /** Returns the augmentation of SimCLR for these images: their size, their mean and deviation. */
  static Pipeline simClr(ImageSet images) {
    return Presets.simClr(Math.min(images.height(), images.width())).with(Normalize.of(images));
  }

  /**
   * Reads what {@link Pipeline#toJson()} wrote.
   *
   * @throws IllegalArgumentException if it is no pipeline, naming what is wrong
   */
  static Pipeline fromJson(String json) {
    return Json.read(json);
  }
}
