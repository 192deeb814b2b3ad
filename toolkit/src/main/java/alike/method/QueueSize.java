package alike.method;

/** How many earlier embeddings a queue holds. */
final class QueueSize {

  /** Stands for {@link #PUBLISHED}, or as much as the images are enough for. */
  static final int AUTOMATIC = 0;

  static final int PUBLISHED = 65_536;

  static final String MEANING =
      "earlier embeddings; 0: 65536, but no more than the largest power of two of the images";

  private QueueSize() {}

  /**
   * Returns the size of the queue of a training. A queue longer than the data set holds several
   * embeddings of the anchor's own image.
   */
  static int of(int wanted, Method.Start start) {
    return of(wanted, PUBLISHED, start);
  }

  /** Returns the same for a method that was published with another size. */
  static int of(int wanted, int published, Method.Start start) {
    if (wanted == AUTOMATIC) {
      int power = Integer.highestOneBit(start.images().size());
      return Math.max(start.batch(), Math.min(published, power));
    }
    if (wanted < start.batch()) {
      throw new IllegalArgumentException(
          "The queue holds %d embeddings, a batch brings %d. Take a queue of at least %d, or batches of at most %d."
              .formatted(wanted, start.batch(), start.batch(), wanted));
    }
    return wanted;
  }
}
