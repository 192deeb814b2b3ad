package alike.augment;

/**
 * Turns the image about its middle; it keeps its size.
 *
 * @param degrees counter-clockwise
 * @param interpolation NEAREST or BILINEAR
 * @param fill what comes in from outside, in [0, 1]
 */
record Rotated(double degrees, Interpolation interpolation, double fill) implements Op {

  @Override
  public void apply(Planes image) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    Warp.aboutMiddle(image, cos, -sin, 0, sin, cos, 0).apply(image, interpolation, fill);
  }
}
