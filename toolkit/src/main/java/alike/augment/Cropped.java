package alike.augment;

/**
 * Cuts a rectangle out that may reach over the image's edges.
 *
 * @param top first row, may be negative
 * @param left first column, may be negative
 * @param height rows
 * @param width columns
 * @param padding what is beyond the edges
 */
record Cropped(int top, int left, int height, int width, Padding padding) implements Op {

  @Override
  public void apply(Planes image) {
    var rows = padding.places(top, height, image.height());
    var columns = padding.places(left, width, image.width());
    int area = image.height() * image.width();
    var result = new float[image.channels() * height * width]; // black where there is no place
    for (int i = 0; i < result.length; i++) {
      int row = rows[i / width % height];
      int column = columns[i % width];
      if (row >= 0 && column >= 0) {
        int plane = i / (height * width) * area;
        result[i] = image.values()[plane + row * image.width() + column];
      }
    }
    image.replace(height, width, result);
  }
}
