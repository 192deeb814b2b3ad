package alike.loss;

import java.util.Arrays;

/**
 * Which rows of a batch are the positives and which the negatives of which anchor; a row may be
 * neither, as the anchor itself is.
 *
 * @param positives [A, R]
 * @param negatives [A, R]
 */
record Pairs(Mask positives, Mask negatives) {

  /** Positives are the other rows of an anchor's class, negatives those of other classes. */
  static Pairs ofClasses(int anchors, int[] classes) {
    int rows = classes.length;
    return new Pairs(
        Mask.of(anchors, rows, (i, a) -> i != a && classes[i] == classes[a]),
        Mask.of(anchors, rows, (i, a) -> classes[i] != classes[a]));
  }

  /** The only positive is the other of two views of an image, negatives are all other images. */
  static Pairs ofPartners(int images) {
    var image = new int[2 * images];
    Arrays.setAll(image, row -> row % images);
    return ofClasses(image.length, image);
  }

  /**
   * Returns the same with at most so many other images of an anchor's class, the first of the
   * batch; the views of the others are neither positives nor negatives.
   *
   * @param images N; row r is of image r mod N
   */
  Pairs capped(int images, int most) {
    var rank = new int[positives.rows()][images]; // of an image among those of the anchor's class
    for (int i = 0; i < rank.length; i++) {
      for (int image = 0, found = 0; image < images; image++) {
        rank[i][image] = image % images == i % images ? -1 : found;
        found += image != i % images && positives.has(i, image) ? 1 : 0;
      }
    }
    var kept =
        Mask.of(
            positives.rows(),
            positives.columns(),
            (i, a) -> positives.has(i, a) && rank[i][a % images] < most);
    return new Pairs(kept, negatives);
  }

  /** Returns positives and negatives together. */
  Mask both() {
    return Mask.of(
        positives.rows(),
        positives.columns(),
        (i, a) -> positives.has(i, a) || negatives.has(i, a));
  }
}
