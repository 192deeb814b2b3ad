package alike.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a preset in the making, as the paper orders them. Here, in one place, is what
 * changes where images are small: the papers' numbers are for photographs.
 *
 * @param kind which images
 * @param size of these views
 * @param normalization in the place of the preset's own, if given
 * @param steps so far
 */
record Draft(Kind kind, int size, Optional<Normalize> normalization, List<Step> steps) {

  /** Kernel for blurs made with Pillow, which has none: three σ of 2 to each side. */
  static final int PILLOW = 13;

  private static final Normalize FASHION_MNIST = Normalize.grey(0.2860, 0.3530);
  private static final Normalize CIFAR_10 =
      new Normalize(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));
  private static final Normalize IMAGENET =
      new Normalize(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** What the images are like. */
  enum Kind {
    /** To 28 pixels: grey objects on black, of which a small crop shows nothing. */
    TINY,
    /** Below 96 pixels: CIFAR. */
    SMALL,
    /** Photographs. */
    LARGE;

    static Kind of(int size) {
      return size <= 28 ? TINY : size < 96 ? SMALL : LARGE;
    }
  }

  static Draft of(int size, Optional<Normalize> normalization) {
    return new Draft(Kind.of(size), size, normalization, List.of());
  }

  /** Starts a local view, 3/7 of this one's size: 96 of 224. */
  Draft local() {
    return new Draft(kind, Math.round(size * 3 / 7f), normalization, List.of());
  }

  /** Returns a tenth of the image, made odd: 23 of 224. */
  int tenth() {
    return size / 20 * 2 + 1;
  }

  Draft add(Step step) {
    var more = new ArrayList<>(steps);
    more.add(step);
    return new Draft(kind, size, normalization, List.copyOf(more));
  }

  /** Crops; of tiny images twice the paper's smallest area, held between 0.3 and 0.5. */
  Draft crop(double low) {
    return add(new RandomResizedCrop(size, kind == Kind.TINY ? tiny(low) : low, 1));
  }

  /** Crops a part; of tiny images from 0.2 of the area to where the global crops begin. */
  Draft localCrop(double low, double high, double globalLow) {
    return add(
        kind == Kind.TINY
            ? new RandomResizedCrop(size, 0.2, tiny(globalLow))
            : new RandomResizedCrop(size, low, high));
  }

  private static double tiny(double low) {
    return Math.min(0.5, Math.max(0.3, 2 * low));
  }

  Draft flip() {
    return add(new HorizontalFlip(0.5));
  }

  /** Jitters brightness and contrast alike. */
  Draft jitter(double light, double saturation, double hue, double probability) {
    return add(new ColorJitter(light, light, saturation, hue, probability));
  }

  Draft greyscale() {
    return add(new RandomGrayscale(0.2));
  }

  /** Blurs large images. */
  Draft blur(int kernel, double probability) {
    return kind == Kind.LARGE ? add(new GaussianBlur(kernel, 0.1, 2, probability)) : this;
  }

  /** Blurs tiny images a little: what sets two views apart where solarising would not do. */
  Draft softBlur(double probability) {
    return kind == Kind.TINY ? add(new GaussianBlur(3, 0.1, 1, probability)) : this;
  }

  /** Solarises, but not tiny images: their black ground would turn white. */
  Draft solarize(double probability) {
    return kind == Kind.TINY ? this : add(new Solarize(0.5, probability));
  }

  Pipeline normalized() {
    return normalized(
        switch (kind) {
          case TINY -> FASHION_MNIST;
          case SMALL -> CIFAR_10;
          case LARGE -> IMAGENET;
        });
  }

  Pipeline normalized(Normalize own) {
    return new Pipeline(add(normalization.orElse(own)).steps());
  }

  /** Normalises with the preset's own deviations for one kind of images. */
  Pipeline normalized(Kind whose, Double... deviations) {
    var mean = (whose == Kind.SMALL ? CIFAR_10 : IMAGENET).mean();
    return kind == whose ? normalized(new Normalize(mean, List.of(deviations))) : normalized();
  }
}
