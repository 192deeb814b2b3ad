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

  /** Returns the rows and columns of one of an image's views, if not all are of one size. */
  default int size(int view) {
    return size();
  }

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

  /** Returns the augmentation that gives view v of an image the pipeline v modulo their number. */
  static PerView views(Pipeline... pipelines) {
    return new PerView(List.of(pipelines), "");
  }

  /**
   * Returns the augmentation of SimCLR for views of {@code size} × {@code size}.
   *
   * <p>All presets have the papers' numbers for photographs, of 96 pixels and more. Where images
   * are small, they change as follows; {@code with} changes any of them.
   *
   * <table>
   * <caption>Presets by size</caption>
   * <tr><td>size ≤ 28<td>twice the smallest area, at least 0.3 and at most 0.5; local crops of 0.2
   * or more; two views that differ by blur do so a little, with kernel 3; no other blur, no
   * solarising; Fashion-MNIST's mean
   * <tr><td>below 96<td>as the papers or the field do for CIFAR: no blur; CIFAR-10's mean
   * <tr><td>96 and more<td>the paper's ImageNet recipe, ImageNet's mean
   * </table>
   *
   * On grey images the colour operations do nothing. SimCLR: area 0.08 to 1, jitter at strength 1
   * (below 96: 0.5), blur half of the time. Where we differ from the paper: views are normalised; a
   * tiny image is cropped less, since below a third of it nothing is to be seen.
   *
   * @throws IllegalArgumentException if the size is below 4
   * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, appendices A and B.9</a>
   */
  static Pipeline simClr(int size) {
    return (Pipeline) Preset.SIM_CLR.of(size);
  }

  /** Returns the augmentation of SimCLR for these images: their size, their mean and deviation. */
  static Pipeline simClr(ImageSet images) {
    return simClr(edge(images)).with(Normalize.of(images));
  }

  /**
   * Returns the augmentation of the first MoCo: area 0.2 to 1, grey before the jitter, the jitter
   * always and its hue as strong as the rest.
   *
   * @see <a href="https://arxiv.org/abs/1911.05722">He et al. 2020</a>
   */
  static Pipeline moCo1(int size) {
    return (Pipeline) Preset.MO_CO_1.of(size);
  }

  /** Returns the augmentation of MoCo v1 for these images: their size, mean and deviation. */
  static Pipeline moCo1(ImageSet images) {
    return moCo1(edge(images)).with(Normalize.of(images));
  }

  /**
   * Returns the augmentation of MoCo v2, which SimSiam takes too: area 0.2 to 1, jitter of 0.4 with
   * a hue of 0.1, blur half of the time.
   *
   * @see <a href="https://arxiv.org/abs/2003.04297">Chen et al. 2020</a>
   */
  static Pipeline moCo2(int size) {
    return (Pipeline) Preset.MO_CO_2.of(size);
  }

  /** Returns the augmentation of MoCo v2 for these images: their size, mean and deviation. */
  static Pipeline moCo2(ImageSet images) {
    return moCo2(edge(images)).with(Normalize.of(images));
  }

  /**
   * Returns the two views of BYOL: the first always blurred, the second seldom blurred but
   * solarised in a fifth. Where we differ: crops are bilinear, there bicubic; brightness is
   * multiplied, there added.
   *
   * @see <a href="https://arxiv.org/abs/2006.07733">Grill et al. 2020, appendix B</a>
   */
  static PerView byol(int size) {
    return (PerView) Preset.BYOL.of(size);
  }

  /** Returns the two views of BYOL for these images: their size, mean and deviation. */
  static PerView byol(ImageSet images) {
    return byol(edge(images)).with(Normalize.of(images));
  }

  /**
   * Returns the two views of Barlow Twins: BYOL's, but blurred by Pillow. Where we differ: crops
   * are bilinear, there bicubic.
   *
   * @see <a href="https://arxiv.org/abs/2103.03230">Zbontar et al. 2021</a>
   */
  static PerView barlowTwins(int size) {
    return (PerView) Preset.BARLOW_TWINS.of(size);
  }

  /** Returns the two views of Barlow Twins for these images: their size, mean and deviation. */
  static PerView barlowTwins(ImageSet images) {
    return barlowTwins(edge(images)).with(Normalize.of(images));
  }

  /**
   * Returns the views of VICReg: those of Barlow Twins, as in its code; below 96 pixels those of
   * solo-learn, both alike: area 0.2 to 1, solarised in a tenth. Where we differ: crops are
   * bilinear, there bicubic.
   *
   * @see <a href="https://arxiv.org/abs/2105.04906">Bardes et al. 2022</a>
   */
  static PerView vicReg(int size) {
    return (PerView) Preset.VIC_REG.of(size);
  }

  /** Returns the views of VICReg for these images: their size, mean and deviation. */
  static PerView vicReg(ImageSet images) {
    return vicReg(edge(images)).with(Normalize.of(images));
  }

  /**
   * Returns the crops of SwAV: two global views of area 0.14 to 1, six local ones of 0.05 to 0.14
   * in 3/7 of the size, which is 96 beside 224.
   *
   * @see <a href="https://arxiv.org/abs/2006.09882">Caron et al. 2020</a>
   */
  static MultiCrop swav(int size) {
    return (MultiCrop) Preset.SWAV.of(size);
  }

  /** Returns the crops of SwAV for these images: their size, mean and deviation. */
  static MultiCrop swav(ImageSet images) {
    return swav(edge(images)).with(Normalize.of(images));
  }

  /**
   * Returns the crops of DINO: two global views of area 0.4 to 1, blurred and solarised as BYOL's,
   * eight local ones of 0.05 to 0.4 in 3/7 of the size. Where we differ: crops are bilinear, there
   * bicubic.
   *
   * @see <a href="https://arxiv.org/abs/2104.14294">Caron et al. 2021</a>
   */
  static MultiCrop dino(int size) {
    return (MultiCrop) Preset.DINO.of(size);
  }

  /** Returns the crops of DINO for these images: their size, mean and deviation. */
  static MultiCrop dino(ImageSet images) {
    return dino(edge(images)).with(Normalize.of(images));
  }

  /**
   * Returns the augmentation of SupCon: for large images SimAugment, one of the three that the
   * paper tries, with area 0.08 to 1; below 96 pixels area 0.2 to 1. Jitter of 0.4 with a hue of
   * 0.1. The paper's other two take AutoAugment and RandAugment.
   *
   * @see <a href="https://arxiv.org/abs/2004.11362">Khosla et al. 2020</a>
   */
  static Pipeline supCon(int size) {
    return (Pipeline) Preset.SUP_CON.of(size);
  }

  /** Returns the augmentation of SupCon for these images: their size, mean and deviation. */
  static Pipeline supCon(ImageSet images) {
    return supCon(edge(images)).with(Normalize.of(images));
  }

  private static int edge(ImageSet images) {
    return Math.min(images.height(), images.width());
  }

  /**
   * Returns this augmentation as JSON, for {@link #fromJson}.
   *
   * @throws IllegalArgumentException if it is of one's own making, not of steps that are records
   */
  default String toJson() {
    return Json.write(this);
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws IllegalArgumentException if it is no augmentation, naming what is wrong
   */
  static Augment fromJson(String json) {
    return Json.read(json);
  }
}
