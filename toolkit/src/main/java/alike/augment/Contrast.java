package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Moves the image away from its mean or towards it, sometimes: {@code clamp(f·x + (1-f)·m)}, with m
 * the mean of the grey image.
 *
 * <p>The factor f is drawn from {@code U(max(0, 1 - range), 1 + range)}.
 *
 * @param range 0 or more
 * @param probability in [0, 1]
 */
public record Contrast(double range, double probability) implements Step {

  /** Checks the ranges. */
  public Contrast {
    Require.notNegative("range", range);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability)
        ? new ColorOp.Contrast(random.uniform(Math.max(0, 1 - range), 1 + range))
        : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("contrast", Code.chance(probability), "±" + Code.shorter(range));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
