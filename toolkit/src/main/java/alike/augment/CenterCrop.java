package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Cuts {@code size} × {@code size} out of the image's middle; black comes in where the image is
 * smaller.
 *
 * @param size rows and columns of the view, 1 or more
 */
public record CenterCrop(int size) implements Step.Sizing {

  /** Checks the size. */
  public CenterCrop {
    Require.positive("size", size);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return middle(size, size, height, width);
  }

  /** Cuts the middle out of an image, half pixels rounded to even. */
  static Op middle(int newHeight, int newWidth, int height, int width) {
    int top = start(height - newHeight);
    int left = start(width - newWidth);
    return new Cropped(top, left, newHeight, newWidth, Padding.ZERO);
  }

  private static int start(int left) {
    return left >= 0 ? (int) Math.rint(left / 2.0) : -(-left / 2);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("crop", "%d×%d".formatted(size, size), "always; the middle");
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
