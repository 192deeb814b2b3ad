package alike.augment;

/**
 * Posterizes as programs do that work on bytes: only a byte's upper bits are kept, so levels are
 * multiples of {@code 2⁸⁻ᵇ / 255}.
 *
 * @param bits b, 1 to 8
 */
record Masked(int bits) implements Op {

  @Override
  public void apply(Planes image) {
    var values = image.values();
    int mask = 0xff << (8 - bits);
    for (int i = 0; i < values.length; i++) {
      values[i] = (GreyLevel.of(values[i]) & mask) / 255f;
    }
  }
}
