package alike.augment;

/**
 * Cuts a rectangle out and brings it to another size, pixel centres at half steps
 * (align_corners=False), edges repeated. Bicubic results may leave [0, 1].
 *
 * @param top first row of the rectangle
 * @param left first column
 * @param height rows
 * @param width columns
 * @param newHeight rows of the result
 * @param newWidth columns of the result
 * @param interpolation how; those that reach further where the image shrinks do it as Pillow and
 *     torchvision do
 */
record Resized(
    int top,
    int left,
    int height,
    int width,
    int newHeight,
    int newWidth,
    Interpolation interpolation)
    implements Op {

  @Override
  public void apply(Planes image) {
    if (top < 0 || left < 0 || top + height > image.height() || left + width > image.width()) {
      throw new IllegalArgumentException(
          "%s reaches outside an image of %d×%d".formatted(this, image.height(), image.width()));
    }
    var across = interpolation.taps(left, width, newWidth);
    var down = interpolation.taps(0, height, newHeight);
    var result = new float[image.channels() * newHeight * newWidth];
    var narrow = new float[height * newWidth];
    for (int channel = 0; channel < image.channels(); channel++) {
      int plane = channel * image.height() * image.width();
      across.rows(image.values(), plane + top * image.width(), image.width(), height, narrow);
      down.columns(narrow, newWidth, result, channel * newHeight * newWidth);
    }
    image.replace(newHeight, newWidth, result);
  }

  /** Returns this, its result kept in [0, 1]. */
  Op inRange() {
    return interpolation.overshoots() ? new Clamped(this) : this;
  }
}
