package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Sharpens or blurs the image a little, sometimes: {@code f·x + (1-f)·b}, with b the mean over 3 ×
 * 3 pixels in which the middle one counts five times. The outermost pixels stay.
 *
 * @param factorLow smallest f, 0 or more; 0 blurs, 1 changes nothing, above 1 sharpens
 * @param factorHigh largest f, factorLow or more; drawn evenly between
 * @param probability in [0, 1]
 * @see <a href="https://arxiv.org/abs/1805.09501">Cubuk et al. 2018, table 6</a>; as in torchvision
 */
public record Sharpness(double factorLow, double factorHigh, double probability) implements Step {

  /** Checks the ranges. */
  public Sharpness {
    Require.notNegative("factorLow", factorLow);
    Require.notNegative("factorHigh", factorHigh);
    Require.within("factorLow", 0, factorHigh, factorLow);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability)
        ? new Sharpened(random.uniform(factorLow, factorHigh))
        : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "sharpness",
        Code.chance(probability),
        "factor %s; 1 is as it was".formatted(Code.range(factorLow, factorHigh)));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
