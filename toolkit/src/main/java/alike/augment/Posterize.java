package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Leaves few levels of each channel, sometimes: {@code min(floor(x · 2ᵇ), 2ᵇ - 1) / 2ᵇ}.
 *
 * @param bits b, 1 to 8: 2ᵇ levels
 * @param probability in [0, 1]
 * @see <a href="https://arxiv.org/abs/1805.09501">Cubuk et al. 2018, table 6</a>; as torchvision
 *     does on floats, at most one of 255 grey levels from what it does on bytes
 */
public record Posterize(int bits, double probability) implements Step {

  /** Checks the ranges. */
  public Posterize {
    Require.within("bits", 1, 8, bits);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new Posterized(bits) : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "posterise", Code.chance(probability), "%d levels a channel".formatted(1 << bits));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
