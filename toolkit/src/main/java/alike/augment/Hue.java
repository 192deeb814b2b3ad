package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Turns all colours around the colour circle, sometimes, by {@code U(-range, range)}. Grey images
 * stay as they are.
 *
 * @param range in turns, in [0, 0.5]; 1/3 takes red to green or to blue
 * @param probability in [0, 1]
 */
public record Hue(double range, double probability) implements Step {

  /** Checks the ranges. */
  public Hue {
    Require.within("range", 0, 0.5, range);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new ColorOp.Hue(random.uniform(-range, range)) : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "hue", Code.chance(probability), "±%s turns".formatted(Code.shorter(range)));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
