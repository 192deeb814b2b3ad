package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Bends the range from black to white, sometimes: {@code x^γ}, black and white stay.
 *
 * <p>γ is drawn from {@code exp(U(ln gammaLow, ln gammaHigh))}: halving is as likely as doubling.
 *
 * @param gammaLow smallest γ, above 0; below 1 brightens
 * @param gammaHigh largest γ, gammaLow or more; above 1 darkens
 * @param probability in [0, 1]
 */
public record Gamma(double gammaLow, double gammaHigh, double probability) implements Step {

  /** Checks the ranges. */
  public Gamma {
    Require.positive("gammaLow", gammaLow);
    Require.positive("gammaHigh", gammaHigh);
    Require.within("gammaLow", 0, gammaHigh, gammaLow);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability)
        ? new GammaCorrected(Math.exp(random.uniform(Math.log(gammaLow), Math.log(gammaHigh))), 1)
        : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "gamma",
        Code.chance(probability),
        "γ %s; above 1 darkens".formatted(Code.range(gammaLow, gammaHigh)));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
