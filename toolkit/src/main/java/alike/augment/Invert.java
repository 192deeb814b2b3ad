package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Makes dark what is bright, sometimes: {@code 1 - x}.
 *
 * @param probability in [0, 1]
 */
public record Invert(double probability) implements Step {

  /** Checks the probability. */
  public Invert {
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new Inverted() : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("invert", Code.chance(probability), "dark what is bright");
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
