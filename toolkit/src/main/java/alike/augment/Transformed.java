package alike.augment;

/**
 * Shears the image, turns it, scales it, all about its middle, and shifts it then.
 *
 * @param degrees the turn, clockwise
 * @param right the shift, pixels
 * @param down the shift, pixels
 * @param scale above 1 enlarges what is seen
 * @param shearX how far columns lean, degrees
 * @param shearY how far rows lean, degrees
 * @param interpolation NEAREST or BILINEAR
 * @param fill what comes in from outside, in [0, 1]
 */
record Transformed(
    double degrees,
    double right,
    double down,
    double scale,
    double shearX,
    double shearY,
    Interpolation interpolation,
    double fill)
    implements Op {

  /** Shifts the image by whole pixels. */
  static Transformed shift(int right, int down, double fill) {
    return new Transformed(0, right, down, 1, 0, 0, Interpolation.NEAREST, fill);
  }

  @Override
  public void apply(Planes image) {
    double turn = Math.toRadians(degrees);
    double leanX = Math.tan(Math.toRadians(shearX));
    double leanY = Math.toRadians(shearY);
    // forward: [a b; c d] = turn(degrees) · shear in y · shear in x; its determinant is 1
    double a = Math.cos(turn - leanY) / Math.cos(leanY);
    double b = -a * leanX - Math.sin(turn);
    double c = Math.sin(turn - leanY) / Math.cos(leanY);
    double d = -c * leanX + Math.cos(turn);
    // back: what lands at X comes from the inverse of X less the shift
    double[] back = {d / scale, -b / scale, -c / scale, a / scale};
    double offsetX = -back[0] * right - back[1] * down;
    double offsetY = -back[2] * right - back[3] * down;
    Warp.aboutMiddle(image, back[0], back[1], offsetX, back[2], back[3], offsetY)
        .apply(image, interpolation, fill);
  }
}
