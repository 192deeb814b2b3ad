package alike.augment;

/** Where the pixels of a view go, some of a plane at a time. */
interface Sink {

  /**
   * Takes pixels; those behind the plane's end are none.
   *
   * @param plane of the image
   * @param at the first pixel's place in the plane
   * @param from the first pixel's place in {@code values}
   */
  void take(int plane, int at, float[] values, int from, int count);
}
