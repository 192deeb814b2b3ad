package alike.augment;

/**
 * Consecutive views of one size, which fit into one array: the global views of a multi-crop, or its
 * local ones.
 *
 * @param size rows and columns of the views
 * @param first the first of the views, from 0
 * @param views how many
 */
public record ViewGroup(int size, int first, int views) {

  /** Returns the view after the last one. */
  public int end() {
    return first + views;
  }
}
