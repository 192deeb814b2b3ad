package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Brings the whole image to {@code size} × {@code size}, bilinear and antialiased where it shrinks.
 *
 * @param size rows and columns of the view, 1 or more
 */
public record Resize(int size) implements Step.Sizing {

  /** Checks the size. */
  public Resize {
    Require.positive("size", size);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return whole(height, width);
  }

  Op whole(int height, int width) {
    return height == size && width == size
        ? Op.NONE
        : new Resized(0, 0, height, width, size, size, true);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("resize", "%d×%d".formatted(size, size), "always; the whole image");
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
