package alike.augment;

/**
 * Paints over a rectangle.
 *
 * @param top first row
 * @param left first column
 * @param height rows
 * @param width columns; the rectangle lies inside the image
 * @param paint what is put there
 */
record Erased(int top, int left, int height, int width, Paint paint) implements Op {

  @Override
  public void apply(Planes image) {
    for (int channel = 0; channel < image.channels(); channel++) {
      var values = paint.values(image, channel, height * width);
      for (int row = 0; row < height; row++) {
        int to = (channel * image.height() + top + row) * image.width() + left;
        System.arraycopy(values, row * width, image.values(), to, width);
      }
    }
  }
}
