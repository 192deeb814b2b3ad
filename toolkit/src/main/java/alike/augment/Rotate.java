package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Turns the image about its middle, sometimes, by {@code U(-degrees, degrees)}; it keeps its size.
 *
 * @param degrees largest turn either way, in [0, 180]; 10 to 15 for small pictures
 * @param probability in [0, 1]
 * @param interpolation NEAREST or BILINEAR
 * @param fill what comes in from outside, in [0, 1]; 0 is black
 */
public record Rotate(double degrees, double probability, Interpolation interpolation, double fill)
    implements Step {

  /** Checks the ranges. */
  public Rotate {
    Require.within("degrees", 0, 180, degrees);
    Require.probability("probability", probability);
    interpolation.requireForTurning();
    Require.within("fill", 0, 1, fill);
  }

  /** Turns bilinearly, black comes in. */
  public Rotate(double degrees, double probability) {
    this(degrees, probability, Interpolation.BILINEAR, 0);
  }

  /** Returns a copy that makes pixels in another way. */
  public Rotate with(Interpolation other) {
    return new Rotate(degrees, probability, other, fill);
  }

  /** Returns a copy with something else from outside. */
  public Rotate withFill(double other) {
    return new Rotate(degrees, probability, interpolation, other);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability)
        ? new Rotated(random.uniform(-degrees, degrees), interpolation, fill)
        : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "rotate",
        Code.chance(probability),
        "±%s°, %s".formatted(Code.shorter(degrees), Code.turning(interpolation, fill)));
  }

  @Override
  public String toString() {
    return "new Rotate(%s, %s)".formatted(degrees, probability)
        + Code.turningWith(interpolation, fill);
  }
}
