package alike.augment;

/**
 * Spreads each channel's grey levels so that all are about equally frequent; values become
 * multiples of 1/255.
 *
 * <p>Level v becomes {@code (n(< v) + s/2) / s}, whole numbers, at most 255, with n the pixels
 * below v and s = (pixels - those of the brightest level) / 255; if s is 0 levels stay.
 */
record Equalized() implements Op {

  @Override
  public void apply(Planes image) {
    int area = image.height() * image.width();
    for (int start = 0; start < image.values().length; start += area) {
      equalize(image.values(), start, start + area);
    }
  }

  private static void equalize(float[] values, int start, int end) {
    var counts = new int[GreyLevel.COUNT];
    for (int i = start; i < end; i++) {
      counts[GreyLevel.of(values[i])]++;
    }
    var levels = levels(counts, end - start);
    for (int i = start; i < end; i++) {
      values[i] = levels[GreyLevel.of(values[i])];
    }
  }

  private static float[] levels(int[] counts, int pixels) {
    int brightest = counts.length - 1;
    while (counts[brightest] == 0) {
      brightest--;
    }
    int step = (pixels - counts[brightest]) / 255;
    var levels = new float[counts.length];
    for (int level = 0, below = 0; level < levels.length; below += counts[level++]) {
      levels[level] = (step == 0 ? level : Math.min(255, (below + step / 2) / step)) / 255f;
    }
    return levels;
  }
}
