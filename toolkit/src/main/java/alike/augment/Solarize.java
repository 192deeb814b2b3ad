package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Inverts what is bright, sometimes: x becomes {@code 1 - x} where {@code x ≥ threshold}.
 *
 * @param threshold in [0, 1]; BYOL 0.5. 0 inverts everything
 * @param probability in [0, 1]; BYOL 0 for the first view, 0.2 for the second
 * @see <a href="https://arxiv.org/abs/2006.07733">Grill et al. 2020, appendix B</a>
 */
public record Solarize(double threshold, double probability) implements Step {

  /** Checks the ranges. */
  public Solarize {
    Require.within("threshold", 0, 1, threshold);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new Solarized(threshold) : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "solarise",
        Code.chance(probability),
        "what is %s or brighter is inverted".formatted(Code.shorter(threshold)));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
