package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Spreads each channel's 256 grey levels so that all are about equally frequent, sometimes. An
 * image with fewer than 255 pixels that are not of its brightest level stays as it is.
 *
 * @param probability in [0, 1]
 * @see <a href="https://arxiv.org/abs/1805.09501">Cubuk et al. 2018, table 6</a>; as in torchvision
 */
public record Equalize(double probability) implements Step {

  /** Checks the probability. */
  public Equalize {
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new Equalized() : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "equalise", Code.chance(probability), "all grey levels about equally frequent");
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
