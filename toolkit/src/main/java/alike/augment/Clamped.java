package alike.augment;

/**
 * Does something that may leave [0, 1], and takes what left it back to the nearer end.
 *
 * @param op what is done
 */
record Clamped(Op op) implements Op {

  @Override
  public void apply(Planes image) {
    op.apply(image);
    var values = image.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Planes.clamp(values[i]);
    }
  }
}
