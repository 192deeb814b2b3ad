package alike.augment;

/**
 * Inverts what is bright: x becomes {@code 1 - x} where {@code x ≥ threshold}.
 *
 * @param threshold above 1 nothing is inverted
 */
record Solarized(double threshold) implements Op {

  @Override
  public void apply(Planes image) {
    var values = image.values();
    float limit = (float) threshold;
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] >= limit ? 1 - values[i] : values[i];
    }
  }
}
