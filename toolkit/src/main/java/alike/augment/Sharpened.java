package alike.augment;

/**
 * Moves each pixel away from a blurred image, or towards it: {@code f·x + (1-f)·b}, with b the mean
 * over 3 × 3 pixels in which the middle one counts five times. The outermost pixels stay.
 *
 * @param factor f, 0 or more; 0 blurs, 1 changes nothing, above 1 sharpens
 */
record Sharpened(double factor) implements Op {

  @Override
  public void apply(Planes image) {
    var source = image.values();
    var target = source.clone();
    int width = image.width();
    int lines = image.channels() * image.height();
    for (int line = 0; line < lines; line++) {
      int row = line % image.height();
      if (row > 0 && row < image.height() - 1) {
        sharpen(source, target, line * width, width);
      }
    }
    image.replace(image.height(), width, target);
  }

  private void sharpen(float[] source, float[] target, int start, int width) {
    float own = (float) factor;
    float blurred = (float) ((1 - factor) / 13);
    for (int i = start + 1; i < start + width - 1; i++) {
      float around =
          column(source, i - 1, width) + column(source, i, width) + column(source, i + 1, width);
      target[i] = Planes.clamp(own * source[i] + blurred * (around + 4 * source[i]));
    }
  }

  private static float column(float[] source, int i, int width) {
    return source[i - width] + source[i] + source[i + width];
  }
}
