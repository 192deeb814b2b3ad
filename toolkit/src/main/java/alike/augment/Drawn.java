package alike.augment;

import alike.data.SplitMix64;
import java.util.List;

/**
 * What is to be done to one view, as plain numbers that are overwritten for the next one, so that
 * the fused pass makes no objects. Draws what the steps' own {@code draw} would draw: a test holds
 * both together.
 */
final class Drawn {

  /** What is done after the crop; the amount means something else to each. */
  enum Kind {
    BRIGHTNESS, // factor
    CONTRAST, // factor; needs the mean of the whole view
    SATURATION, // factor
    HUE, // turns
    GREY,
    SOLARIZE, // threshold
    BLUR; // σ, and the kernel's length; needs neighbours

    /** Whether a pixel's result depends on that pixel alone. */
    boolean isPointwise() {
      return this != CONTRAST && this != BLUR;
    }

    /** Whether the channels are mixed. */
    boolean mixesChannels() {
      return this == SATURATION || this == HUE || this == GREY;
    }
  }

  private static final int TRIES = 10; // as RandomResizedCrop
  private static final Kind[] JITTER = {Kind.BRIGHTNESS, Kind.CONTRAST, Kind.SATURATION, Kind.HUE};

  private final SplitMix64 keys = SplitMix64.of(0);
  private final SplitMix64 random = SplitMix64.of(0);
  private final int[] order = new int[JITTER.length];
  private final double[] amounts = new double[JITTER.length];

  private int size;
  private int top;
  private int left;
  private int height;
  private int width;
  private boolean flipped;

  private int count;
  private Kind[] kinds = new Kind[16];
  private double[] values = new double[16];
  private int[] kernels = new int[16];

  /**
   * Whether pipelines of these steps can be done in one pass: the size first, then no surprises.
   */
  static boolean fits(List<Step> steps) {
    for (int i = 0; i < steps.size() - 1; i++) {
      var step = steps.get(i);
      boolean known =
          i == 0
              ? isBilinear(step)
              : step instanceof Solarize
                  || step instanceof HorizontalFlip
                  || step instanceof ColorJitter
                  || step instanceof RandomGrayscale
                  || step instanceof GaussianBlur;
      if (!known) {
        return false;
      }
    }
    return steps.size() > 1; // the last one is Normalize
  }

  private static boolean isBilinear(Step step) {
    if (step instanceof RandomResizedCrop crop) {
      return crop.interpolation() == Interpolation.BILINEAR;
    }
    return step instanceof Resize resize && resize.interpolation() == Interpolation.BILINEAR;
  }

  /** Draws all steps but the last for one view of an image of height × width. */
  void draw(List<Step> steps, int height, int width, long seed, int epoch, int index, int view) {
    keys.restart(seed).key(epoch).key(index).key(view);
    count = 0;
    flipped = false;
    for (int i = 0; i < steps.size() - 1; i++) {
      random.restart(keys).key(i);
      draw(steps.get(i), height, width);
    }
  }

  /** Takes the whole image as it is. */
  void whole(int newSize, int imageHeight, int imageWidth) {
    count = 0;
    flipped = false;
    size = newSize;
    cut(0, 0, imageHeight, imageWidth);
  }

  private void draw(Step step, int imageHeight, int imageWidth) {
    if (step instanceof RandomResizedCrop crop) {
      crop(crop, imageHeight, imageWidth);
    } else if (step instanceof Resize resize) {
      size = resize.size();
      cut(0, 0, imageHeight, imageWidth);
    } else if (step instanceof HorizontalFlip flip) {
      flipped ^= random.happens(flip.probability());
    } else if (step instanceof ColorJitter jitter) {
      jitter(jitter);
    } else if (step instanceof RandomGrayscale grey) {
      if (random.happens(grey.probability())) {
        add(Kind.GREY, 0, 0);
      }
    } else if (step instanceof Solarize solarize) {
      if (random.happens(solarize.probability())) {
        add(Kind.SOLARIZE, solarize.threshold(), 0);
      }
    } else if (step instanceof GaussianBlur blur) {
      if (random.happens(blur.probability())) {
        add(Kind.BLUR, random.uniform(blur.sigmaLow(), blur.sigmaHigh()), blur.kernel());
      }
    } else {
      throw new IllegalStateException("%s is not for the fused pass".formatted(step));
    }
  }

  private void crop(RandomResizedCrop crop, int imageHeight, int imageWidth) {
    size = crop.size();
    double low = Math.log(crop.ratioLow());
    double high = Math.log(crop.ratioHigh());
    for (int i = 0; i < TRIES; i++) {
      double area =
          (double) imageHeight * imageWidth * random.uniform(crop.scaleLow(), crop.scaleHigh());
      double ratio = Math.exp(random.uniform(low, high));
      int w = (int) Math.rint(Math.sqrt(area * ratio));
      int h = (int) Math.rint(Math.sqrt(area / ratio));
      if (w > 0 && w <= imageWidth && h > 0 && h <= imageHeight) {
        cut(random.below(imageHeight - h + 1), random.below(imageWidth - w + 1), h, w);
        return;
      }
    }
    double ratio = (double) imageWidth / imageHeight;
    int w = ratio > crop.ratioHigh() ? (int) Math.rint(imageHeight * crop.ratioHigh()) : imageWidth;
    int h = ratio < crop.ratioLow() ? (int) Math.rint(imageWidth / crop.ratioLow()) : imageHeight;
    cut((imageHeight - h) / 2, (imageWidth - w) / 2, h, w);
  }

  private void cut(int newTop, int newLeft, int newHeight, int newWidth) {
    top = newTop;
    left = newLeft;
    height = newHeight;
    width = newWidth;
  }

  private void jitter(ColorJitter jitter) {
    if (!random.happens(jitter.probability())) {
      return;
    }
    random.permute(order);
    amounts[0] = factor(jitter.brightness());
    amounts[1] = factor(jitter.contrast());
    amounts[2] = factor(jitter.saturation());
    amounts[3] = random.uniform(-jitter.hue(), jitter.hue());
    for (int which : order) {
      if (range(jitter, which) != 0) {
        add(JITTER[which], amounts[which], 0);
      }
    }
  }

  private double factor(double range) {
    return random.uniform(Math.max(0, 1 - range), 1 + range);
  }

  private static double range(ColorJitter jitter, int which) {
    return switch (which) {
      case 0 -> jitter.brightness();
      case 1 -> jitter.contrast();
      case 2 -> jitter.saturation();
      default -> jitter.hue();
    };
  }

  private void add(Kind kind, double value, int kernel) {
    if (count == kinds.length) {
      kinds = java.util.Arrays.copyOf(kinds, 2 * count);
      values = java.util.Arrays.copyOf(values, 2 * count);
      kernels = java.util.Arrays.copyOf(kernels, 2 * count);
    }
    kinds[count] = kind;
    values[count] = value;
    kernels[count++] = kernel;
  }

  int size() {
    return size;
  }

  int top() {
    return top;
  }

  int left() {
    return left;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** Returns whether the view is mirrored left to right; where in the order makes no difference. */
  boolean flipped() {
    return flipped;
  }

  /** Returns how many things are done after the crop. */
  int count() {
    return count;
  }

  Kind kind(int i) {
    return kinds[i];
  }

  double value(int i) {
    return values[i];
  }

  int kernel(int i) {
    return kernels[i];
  }

  /** Returns whether the view is grey after what is done from {@code from} to {@code to}. */
  boolean greyedBetween(int from, int to) {
    for (int i = from; i < to; i++) {
      if (kinds[i] == Kind.GREY) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether something from {@code i} on mixes the channels. */
  boolean mixesChannelsFrom(int i) {
    for (int j = i; j < count; j++) {
      if (kinds[j].mixesChannels()) {
        return true;
      }
    }
    return false;
  }
}
