package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Makes colours stronger or paler, sometimes: {@code clamp(f·x + (1-f)·grey(x))}. Grey images stay
 * as they are.
 *
 * <p>The factor f is drawn from {@code U(max(0, 1 - range), 1 + range)}.
 *
 * @param range 0 or more
 * @param probability in [0, 1]
 */
public record Saturation(double range, double probability) implements Step {

  /** Checks the ranges. */
  public Saturation {
    Require.notNegative("range", range);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability)
        ? new ColorOp.Saturation(random.uniform(Math.max(0, 1 - range), 1 + range))
        : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("saturation", Code.chance(probability), "±" + Code.shorter(range));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
