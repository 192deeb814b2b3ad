package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;
import java.util.List;

/**
 * Shows the image as if looked at from the side, sometimes: each corner moves inward by whole
 * pixels, {@code 0 … distortion · width / 2} across and {@code 0 … distortion · height / 2} down.
 *
 * @param distortion in [0, 1)
 * @param probability in [0, 1]
 * @param interpolation NEAREST or BILINEAR
 * @param fill what comes in from outside, in [0, 1]; 0 is black
 */
public record Perspective(
    double distortion, double probability, Interpolation interpolation, double fill)
    implements Step {

  /** Checks the ranges. */
  public Perspective {
    if (!(distortion >= 0 && distortion < 1)) {
      throw new IllegalArgumentException(
          "distortion must lie in [0, 1), got %s. At 1 the corners would meet in the middle."
              .formatted(distortion));
    }
    Require.probability("probability", probability);
    interpolation.requireForTurning();
    Require.within("fill", 0, 1, fill);
  }

  /** Works bilinearly, black comes in. */
  public Perspective(double distortion, double probability) {
    this(distortion, probability, Interpolation.BILINEAR, 0);
  }

  /** Returns a copy that makes pixels in another way. */
  public Perspective with(Interpolation other) {
    return new Perspective(distortion, probability, other, fill);
  }

  /** Returns a copy with something else from outside. */
  public Perspective withFill(double other) {
    return new Perspective(distortion, probability, interpolation, other);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    if (!random.happens(probability)) {
      return Op.NONE;
    }
    int halfWidth = width / 2; // whole pixels, as torchvision halves
    int halfHeight = height / 2;
    int across = (int) (distortion * halfWidth);
    int down = (int) (distortion * halfHeight);
    var from = corners(0, 0, width - 1, height - 1);
    var to =
        List.of(
            moved(random, from.get(0), across, down),
            moved(random, from.get(1), -across, down),
            moved(random, from.get(2), -across, -down),
            moved(random, from.get(3), across, -down));
    return new Tilted(from, to, interpolation, fill);
  }

  private static List<Tilted.Point> corners(int left, int top, int right, int bottom) {
    return List.of(
        new Tilted.Point(left, top),
        new Tilted.Point(right, top),
        new Tilted.Point(right, bottom),
        new Tilted.Point(left, bottom));
  }

  private static Tilted.Point moved(SplitMix64 random, Tilted.Point corner, int across, int down) {
    int x = Integer.signum(across) * random.below(Math.abs(across) + 1);
    int y = Integer.signum(down) * random.below(Math.abs(down) + 1);
    return new Tilted.Point(corner.x() + x, corner.y() + y);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "perspective",
        Code.chance(probability),
        "corners up to %s of the way to the middle, %s"
            .formatted(Code.shorter(distortion), Code.turning(interpolation, fill)));
  }

  @Override
  public String toString() {
    return "new Perspective(%s, %s)".formatted(distortion, probability)
        + Code.turningWith(interpolation, fill);
  }
}
