package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Mirrors the image left to right, sometimes. Not for digits and letters.
 *
 * @param probability in [0, 1]; the papers have 0.5
 */
public record HorizontalFlip(double probability) implements Step {

  /** Checks the probability. */
  public HorizontalFlip {
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new Flipped(Flipped.Direction.LEFT_RIGHT) : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("flip", "p " + Code.shorter(probability), "left to right");
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
