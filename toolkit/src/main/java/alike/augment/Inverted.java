package alike.augment;

/** Makes dark what is bright: {@code 1 - x}. */
record Inverted() implements Op {

  @Override
  public void apply(Planes image) {
    var values = image.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 - values[i];
    }
  }
}
