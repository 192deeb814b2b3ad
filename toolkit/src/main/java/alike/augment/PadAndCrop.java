package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Surrounds the image with some pixels and cuts {@code size} × {@code size} out of that anywhere: a
 * shift in whole pixels.
 *
 * @param size rows and columns of the view, 1 or more; at most the image's and twice the padding
 * @param pixels how many are added on each side, 0 or more; 4 for 32 × 32
 * @param padding what is added
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2015, section 4.2</a>, with ZERO and 4
 */
public record PadAndCrop(int size, int pixels, Padding padding) implements Step.Sizing {

  /** Checks the ranges. */
  public PadAndCrop {
    Require.positive("size", size);
    Require.atLeast("pixels", 0, pixels);
  }

  /** Pads with black. */
  public PadAndCrop(int size, int pixels) {
    this(size, pixels, Padding.ZERO);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    if (size > height + 2 * pixels || size > width + 2 * pixels) {
      throw new IllegalArgumentException(
          "%s cannot be cut out of an image of %d×%d. Take a smaller size or more pixels of padding."
              .formatted(this, height, width));
    }
    int top = random.below(height + 2 * pixels - size + 1) - pixels;
    int left = random.below(width + 2 * pixels - size + 1) - pixels;
    return new Cropped(top, left, size, size, padding);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "crop",
        "%d×%d".formatted(size, size),
        "always; anywhere after %d pixels on each side, %s".formatted(pixels, Code.words(padding)));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
