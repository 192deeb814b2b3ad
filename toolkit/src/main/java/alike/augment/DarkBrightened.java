package alike.augment;

/**
 * Adds to what is dark: x becomes {@code min(1, x + addition)} where {@code x < threshold}. Known
 * as SolarizeAdd.
 *
 * @param addition 0 or more
 * @param threshold in [0, 1]
 */
record DarkBrightened(double addition, double threshold) implements Op {

  @Override
  public void apply(Planes image) {
    var values = image.values();
    float limit = (float) threshold;
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] < limit ? Planes.clamp(values[i] + (float) addition) : values[i];
    }
  }
}
