package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Mirrors the image top to bottom, sometimes. For images without an up and a down: from above, or
 * through a microscope.
 *
 * @param probability in [0, 1]
 */
public record VerticalFlip(double probability) implements Step {

  /** Checks the probability. */
  public VerticalFlip {
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new Flipped(Flipped.Direction.UP_DOWN) : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("vertical flip", Code.chance(probability), "top to bottom");
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
