package alike.augment;

/**
 * Bends the range: {@code clamp(gain · x^gamma)}.
 *
 * @param gamma 0 or more; above 1 darkens
 * @param gain 0 or more
 */
record GammaCorrected(double gamma, double gain) implements Op {

  @Override
  public void apply(Planes image) {
    var values = image.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Planes.clamp((float) (gain * Math.pow(values[i], gamma)));
    }
  }
}
