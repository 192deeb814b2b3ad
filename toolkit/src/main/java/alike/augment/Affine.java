package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Shears, turns, scales and shifts the image, sometimes; it keeps its size.
 *
 * <p>Turn and shears are drawn from {@code U(-v, v)}, the scale from {@code U(scaleLow,
 * scaleHigh)}, the shifts from {@code U(-translate, translate)} of the image's width and height,
 * rounded to whole pixels.
 *
 * @param degrees largest turn either way, in [0, 180]
 * @param translate largest shift as a share of the image, in [0, 1]
 * @param scaleLow smallest scale, above 0
 * @param scaleHigh largest scale, scaleLow or more; above 1 enlarges
 * @param shear largest lean of columns and of rows, degrees, in [0, 80]
 * @param probability in [0, 1]
 * @param interpolation NEAREST or BILINEAR
 * @param fill what comes in from outside, in [0, 1]; 0 is black
 */
public record Affine(
    double degrees,
    double translate,
    double scaleLow,
    double scaleHigh,
    double shear,
    double probability,
    Interpolation interpolation,
    double fill)
    implements Step {

  /** Checks the ranges. */
  public Affine {
    Require.within("degrees", 0, 180, degrees);
    Require.within("translate", 0, 1, translate);
    Require.positive("scaleLow", scaleLow);
    Require.positive("scaleHigh", scaleHigh);
    Require.within("scaleLow", 0, scaleHigh, scaleLow);
    Require.within("shear", 0, 80, shear);
    Require.probability("probability", probability);
    interpolation.requireForTurning();
    Require.within("fill", 0, 1, fill);
  }

  /** Works bilinearly, black comes in. */
  public Affine(
      double degrees,
      double translate,
      double scaleLow,
      double scaleHigh,
      double shear,
      double probability) {
    this(degrees, translate, scaleLow, scaleHigh, shear, probability, Interpolation.BILINEAR, 0);
  }

  /** Returns a copy that makes pixels in another way. */
  public Affine with(Interpolation other) {
    return new Affine(degrees, translate, scaleLow, scaleHigh, shear, probability, other, fill);
  }

  /** Returns a copy with something else from outside. */
  public Affine withFill(double other) {
    return new Affine(
        degrees, translate, scaleLow, scaleHigh, shear, probability, interpolation, other);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    if (!random.happens(probability)) {
      return Op.NONE;
    }
    return new Transformed(
        random.uniform(-degrees, degrees),
        Math.rint(random.uniform(-translate, translate) * width),
        Math.rint(random.uniform(-translate, translate) * height),
        random.uniform(scaleLow, scaleHigh),
        random.uniform(-shear, shear),
        random.uniform(-shear, shear),
        interpolation,
        fill);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "affine",
        Code.chance(probability),
        "turn ±%s°, shift ±%s of the image, scale %s, shear ±%s°, %s"
            .formatted(
                Code.shorter(degrees),
                Code.shorter(translate),
                Code.range(scaleLow, scaleHigh),
                Code.shorter(shear),
                Code.turning(interpolation, fill)));
  }

  @Override
  public String toString() {
    return "new Affine(%s, %s, %s, %s, %s, %s)"
            .formatted(degrees, translate, scaleLow, scaleHigh, shear, probability)
        + Code.turningWith(interpolation, fill);
  }
}
