package alike.augment;

/**
 * Mirrors the image.
 *
 * @param direction which way
 */
record Flipped(Direction direction) implements Op {

  /** Which way an image is mirrored. */
  enum Direction {
    LEFT_RIGHT,
    UP_DOWN
  }

  @Override
  public void apply(Planes image) {
    int lines = image.channels() * image.height();
    for (int line = 0; line < lines; line++) {
      switch (direction) {
        case LEFT_RIGHT -> mirror(image.values(), line * image.width(), image.width());
        case UP_DOWN -> swap(image, line);
      }
    }
  }

  private static void mirror(float[] values, int start, int length) {
    for (int i = start, j = start + length - 1; i < j; i++, j--) {
      float kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  private static void swap(Planes image, int line) {
    int row = line % image.height();
    int opposite = image.height() - 1 - row;
    for (int x = 0; row < opposite && x < image.width(); x++) {
      int here = line * image.width() + x;
      int there = here + (opposite - row) * image.width();
      float kept = image.values()[here];
      image.values()[here] = image.values()[there];
      image.values()[there] = kept;
    }
  }
}
