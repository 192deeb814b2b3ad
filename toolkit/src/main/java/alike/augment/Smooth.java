package alike.augment;

/** The loops of the Gaussian blur. All implementations give the same bits. */
interface Smooth {

  /**
   * Blurs rows of a plane.
   *
   * @param from where the plane begins
   * @param y the first of {@link Bell#ROWS} rows; those below the plane come out as anything
   * @param target room for that many rows, one behind the other, and {@link Reach#PAD} more values
   */
  void rows(Bell bell, float[] x, int from, int y, float[] target);
}
