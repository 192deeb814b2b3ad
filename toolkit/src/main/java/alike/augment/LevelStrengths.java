package alike.augment;

import alike.data.SplitMix64;
import java.util.List;

/**
 * Strengths as TensorFlow's model garden has them, which SupCon's released code takes: level ℓ of
 * 10. Nearest pixels, middle grey from outside. Distances are those in images of 224 × 224 and go
 * with the image's size.
 *
 * @param cutout half the side of the largest square that is cut out, pixels of 224
 * @param shift largest shift, pixels of 224
 */
record LevelStrengths(int cutout, int shift) implements Change.Strengths {

  private static final double USUAL_SIDE = 224;
  private static final double MIDDLE = 128 / 255.0;

  @Override
  public Op op(Change change, int level, SplitMix64 random, int height, int width) {
    int sign = random.happens(0.5) ? 1 : -1;
    return switch (change) {
      case IDENTITY -> Op.NONE;
      case SHEAR_X -> new Sheared(sign * 0.03 * level, 0, Interpolation.NEAREST, MIDDLE);
      case SHEAR_Y -> new Sheared(0, sign * 0.03 * level, Interpolation.NEAREST, MIDDLE);
      case TRANSLATE_X -> shifted(sign * pixels(level, width), 0);
      case TRANSLATE_Y -> shifted(0, sign * pixels(level, height));
      case ROTATE -> new Rotated(sign * 3.0 * level, Interpolation.NEAREST, MIDDLE);
      case BRIGHTNESS -> new ColorOp.Brightness(factor(level));
      case COLOR -> new ColorOp.Saturation(factor(level));
      case CONTRAST -> new ColorOp.Contrast(factor(level));
      case SHARPNESS -> new Sharpened(factor(level));
      case POSTERIZE -> new Masked(Math.max(1, whole(4, level)));
      case SOLARIZE -> new Solarized(whole(256, level) / 255.0);
      case AUTO_CONTRAST -> new Stretched();
      case EQUALIZE -> new Equalized();
      case INVERT -> new Inverted();
      case SOLARIZE_ADD -> new DarkBrightened(whole(110, level) / 255.0, MIDDLE);
      case CUTOUT -> cutOut(level, random, height, width);
    };
  }

  /** Returns a level's part of the largest strength, as a whole number. */
  private static int whole(int most, int level) {
    return most * level / 10;
  }

  private static double factor(int level) {
    return 0.18 * level + 0.1;
  }

  private double pixels(int level, int side) {
    return level / 10.0 * shift * side / USUAL_SIDE;
  }

  private static Op shifted(double right, double down) {
    return new Transformed(0, right, down, 1, 0, 0, Interpolation.NEAREST, MIDDLE);
  }

  /** Greys a square around a pixel that is drawn evenly; what reaches over the edge is left out. */
  private Op cutOut(int level, SplitMix64 random, int height, int width) {
    int half = (int) Math.rint(whole(cutout, level) * Math.min(height, width) / USUAL_SIDE);
    int row = random.below(height);
    int column = random.below(width);
    int top = Math.max(0, row - half);
    int left = Math.max(0, column - half);
    return new Erased(
        top,
        left,
        Math.min(height, row + half) - top,
        Math.min(width, column + half) - left,
        new Paint.Flat(List.of(MIDDLE)));
  }
}
