package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Brings the whole image to {@code size} × {@code size}.
 *
 * @param size rows and columns of the view, 1 or more
 * @param interpolation how pixels are made, results kept in [0, 1]
 */
public record Resize(int size, Interpolation interpolation) implements Step.Sizing {

  /** Checks the size. */
  public Resize {
    Require.positive("size", size);
  }

  /** Resizes bilinearly. */
  public Resize(int size) {
    this(size, Interpolation.BILINEAR);
  }

  /** Returns a copy that makes pixels in another way. */
  public Resize with(Interpolation other) {
    return new Resize(size, other);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return whole(height, width);
  }

  Op whole(int height, int width) {
    return height == size && width == size
        ? Op.NONE
        : new Resized(0, 0, height, width, size, size, interpolation).inRange();
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "resize",
        "%d×%d".formatted(size, size),
        "always; the whole image, " + Code.words(interpolation));
  }

  @Override
  public String toString() {
    return "new Resize(%d)%s".formatted(size, Code.with(interpolation, Interpolation.BILINEAR));
  }
}
