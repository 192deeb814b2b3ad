package alike.augment;

/** What is beyond the edges of an image. */
public enum Padding {

  /** Black. */
  ZERO,

  /** The edge's pixels again and again: {@code aaa|abc|ccc}. */
  EDGE,

  /** The image mirrored, the edge's pixels not repeated: {@code cb|abc|ba}. */
  REFLECT,

  /** The image mirrored, the edge's pixels repeated: {@code ba|abc|cb}. */
  SYMMETRIC;

  /** Returns where each of {@code count} places from {@code start} on is in a line; -1: nowhere. */
  int[] places(int start, int count, int length) {
    var places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = place(start + i, length);
    }
    return places;
  }

  private int place(int at, int length) {
    if (at >= 0 && at < length) {
      return at;
    }
    return switch (this) {
      case ZERO -> -1;
      case EDGE -> at < 0 ? 0 : length - 1;
      case REFLECT -> length == 1 ? 0 : folded(Math.floorMod(at, 2 * length - 2), 2 * length - 2);
      case SYMMETRIC -> folded(Math.floorMod(at, 2 * length), 2 * length - 1);
    };
  }

  /** A line and its mirror image are one after the other; both count as the first. */
  private static int folded(int at, int last) {
    return Math.min(at, last - at);
  }
}
