package alike.augment;

/**
 * Stretches each channel to all of [0, 1]: {@code (x - min) / (max - min)}; a channel of one value
 * stays as it is.
 */
record Stretched() implements Op {

  @Override
  public void apply(Planes image) {
    int area = image.height() * image.width();
    for (int start = 0; start < image.values().length; start += area) {
      stretch(image.values(), start, start + area);
    }
  }

  private static void stretch(float[] values, int start, int end) {
    float least = values[start];
    float most = values[start];
    for (int i = start; i < end; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    float scale = 1 / (most - least);
    for (int i = start; i < end && Float.isFinite(scale); i++) {
      values[i] = Planes.clamp((values[i] - least) * scale);
    }
  }
}
