package alike.data;

import java.util.Locale;

/**
 * Two sets of images of equal length: image i of the one and image i of the other are a pair, two
 * sights of one thing. Sizes and channels may differ. Immutable.
 *
 * @param first what a training keeps its encoder for; its labels are the pairs'
 * @param second the other sides
 */
public record ImagePairs(ImageSet first, ImageSet second) {

  /** Checks that both are equally long. */
  public ImagePairs {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "Both sides of pairs need the same number of images, got %s and %s. Bring them into one order, image i of each being one pair, and leave out what has no partner."
              .formatted(first, second));
    }
  }

  /** Pairs image i of one set with image i of another. */
  public static ImagePairs of(ImageSet first, ImageSet second) {
    return new ImagePairs(first, second);
  }

  /** Returns the number of pairs. */
  public int size() {
    return first.size();
  }

  /** Returns the pairs at these places, in this order. */
  public ImagePairs subset(int... indices) {
    return new ImagePairs(first.subset(indices), second.subset(indices));
  }

  /** Returns for example "6,000 pairs: … with …". */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d pairs: %s with %s", size(), first, second);
  }
}
