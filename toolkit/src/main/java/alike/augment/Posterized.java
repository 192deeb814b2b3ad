package alike.augment;

/**
 * Leaves 2ᵇ levels: {@code min(floor(x · 2ᵇ), 2ᵇ - 1) / 2ᵇ}.
 *
 * @param bits b, 1 to 8
 */
record Posterized(int bits) implements Op {

  @Override
  public void apply(Planes image) {
    var values = image.values();
    float levels = 1 << bits;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min((float) Math.floor(values[i] * levels), levels - 1) / levels;
    }
  }
}
