package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Makes the image brighter or darker, sometimes: {@code clamp(f·x)}.
 *
 * <p>The factor f is drawn from {@code U(max(0, 1 - range), 1 + range)}.
 *
 * @param range 0 or more
 * @param probability in [0, 1]
 */
public record Brightness(double range, double probability) implements Step {

  /** Checks the ranges. */
  public Brightness {
    Require.notNegative("range", range);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability)
        ? new ColorOp.Brightness(random.uniform(Math.max(0, 1 - range), 1 + range))
        : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("brightness", Code.chance(probability), "±" + Code.shorter(range));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
