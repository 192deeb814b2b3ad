package alike.augment;

import alike.data.SplitMix64;

/**
 * Strengths as torchvision has them: level i of n takes {@code i / (n-1)} of the largest strength.
 * Nearest pixels, black from outside.
 *
 * @param count n
 * @param shear largest slope
 * @param shiftShare largest shift as a share of the image's side
 * @param shiftPixels what is added to it, pixels
 * @param turn largest turn, degrees
 * @param enhance how far a factor goes from 1
 * @param bits how many of 8 bits posterizing takes away at most
 */
record BinStrengths(
    int count,
    double shear,
    double shiftShare,
    double shiftPixels,
    double turn,
    double enhance,
    int bits)
    implements Change.Strengths {

  /** Those of AutoAugment and RandAugment. */
  static BinStrengths usual(int count) {
    return new BinStrengths(count, 0.3, 150.0 / 331, 0, 30, 0.9, 4);
  }

  /** Those of TrivialAugment, wide. */
  static BinStrengths wide() {
    return new BinStrengths(31, 0.99, 0, 32, 135, 0.99, 6);
  }

  @Override
  public Op op(Change change, int level, SplitMix64 random, int height, int width) {
    int sign = random.happens(0.5) ? 1 : -1;
    return switch (change) {
      case IDENTITY -> Op.NONE;
      case SHEAR_X -> new Sheared(sign * part(shear, level), 0, Interpolation.NEAREST, 0);
      case SHEAR_Y -> new Sheared(0, sign * part(shear, level), Interpolation.NEAREST, 0);
      case TRANSLATE_X -> Transformed.shift(sign * pixels(width, level), 0, 0);
      case TRANSLATE_Y -> Transformed.shift(0, sign * pixels(height, level), 0);
      case ROTATE -> new Rotated(sign * part(turn, level), Interpolation.NEAREST, 0);
      case BRIGHTNESS -> new ColorOp.Brightness(1 + sign * part(enhance, level));
      case COLOR -> new ColorOp.Saturation(1 + sign * part(enhance, level));
      case CONTRAST -> new ColorOp.Contrast(1 + sign * part(enhance, level));
      case SHARPNESS -> new Sharpened(1 + sign * part(enhance, level));
      case POSTERIZE -> new Masked(8 - (int) Math.rint(part(bits, level)));
      case SOLARIZE -> new Solarized(1 - part(1, level));
      case AUTO_CONTRAST -> new Stretched();
      case EQUALIZE -> new Equalized();
      case INVERT -> new Inverted();
      case SOLARIZE_ADD, CUTOUT ->
          throw new IllegalArgumentException("%s has no strength here.".formatted(change));
    };
  }

  private double part(double most, int level) {
    return most * level / (count - 1);
  }

  private int pixels(int side, int level) {
    return (int) part(shiftShare * side + shiftPixels, level);
  }
}
