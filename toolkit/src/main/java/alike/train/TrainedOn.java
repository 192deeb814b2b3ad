package alike.train;

import alike.data.ImageSet;
import java.util.Optional;

/**
 * What a run is trained on.
 *
 * @param images the images, or the first sides of pairs
 * @param second the second sides of pairs
 */
record TrainedOn(ImageSet images, Optional<ImageSet> second) {

  /** Returns what is equal for equal contents. */
  String fingerprint() {
    return second
        .map(other -> images.fingerprint() + "+" + other.fingerprint())
        .orElseGet(images::fingerprint);
  }

  @Override
  public String toString() {
    return second.map(other -> images + "; " + other).orElseGet(images::toString);
  }
}
