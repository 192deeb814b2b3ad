package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Stretches each channel to all of [0, 1], sometimes: {@code (x - min) / (max - min)}. A channel of
 * one value stays as it is.
 *
 * @param probability in [0, 1]
 * @see <a href="https://arxiv.org/abs/1805.09501">Cubuk et al. 2018, table 6</a>
 */
public record AutoContrast(double probability) implements Step {

  /** Checks the probability. */
  public AutoContrast {
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new Stretched() : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("auto-contrast", Code.chance(probability), "each channel from 0 to 1");
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
