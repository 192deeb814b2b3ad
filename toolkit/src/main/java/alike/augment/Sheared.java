package alike.augment;

/**
 * Makes rows, or columns, slide over each other; the upper left corner stays where it is.
 *
 * @param across pixels that each row slides to the left of the one above it
 * @param down pixels that each column slides up beside the one to its left
 * @param interpolation NEAREST or BILINEAR
 * @param fill what comes in from outside, in [0, 1]
 */
record Sheared(double across, double down, Interpolation interpolation, double fill) implements Op {

  @Override
  public void apply(Planes image) {
    Warp.aboutCorner(image, 1, across, 0, down, 1, 0, 0, 0).apply(image, interpolation, fill);
  }
}
