package alike.augment;

/** How a pixel is made from those around the place that it comes from. */
public enum Interpolation {

  /**
   * One pixel as it is: when resizing the one at {@code floor(i · scale)}, as torchvision's tensors
   * have it, when turning the one whose centre is nearest.
   */
  NEAREST,

  /** Weights fall off in a straight line; where the image shrinks they reach further. */
  BILINEAR,

  /** The two nearest pixels a direction, however much the image shrinks: patterns may appear. */
  BILINEAR_ALIASED,

  /** A cubic with a = -0.5, which sharpens; where the image shrinks it reaches further. */
  BICUBIC,

  /** The four nearest pixels a direction, a cubic with a = -0.75, however much it shrinks. */
  BICUBIC_ALIASED;

  /** Returns whether results may leave the range of what they are made from. */
  boolean overshoots() {
    return this == BICUBIC || this == BICUBIC_ALIASED;
  }

  /** Returns the weights of a resize along one direction; {@code start} is added to all places. */
  Taps taps(int start, int inputs, int outputs) {
    return switch (this) {
      case NEAREST -> Taps.nearest(start, inputs, outputs);
      case BILINEAR -> Taps.of(start, inputs, outputs, true);
      case BILINEAR_ALIASED -> Taps.of(start, inputs, outputs, false);
      case BICUBIC -> CubicTaps.widening(start, inputs, outputs);
      case BICUBIC_ALIASED -> CubicTaps.four(start, inputs, outputs);
    };
  }

  /** Returns itself if an image can be turned with it. */
  Interpolation requireForTurning() {
    if (this != NEAREST && this != BILINEAR) {
      throw new IllegalArgumentException(
          ("interpolation must be NEAREST or BILINEAR where an image is turned or shifted, got %s."
                  + " Take BILINEAR, or put the bicubic one on the crop.")
              .formatted(this));
    }
    return this;
  }
}
