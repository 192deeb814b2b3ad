package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Inverts the bright pixels, sometimes: {@code x ↦ 1 - x} where x is the threshold or more.
 *
 * @param threshold in [0, 1]; the papers have 0.5
 * @param probability in [0, 1]; BYOL 0.2 for the second view, 0 for the first
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

  /** Inverts what is bright. */
  record Solarized(double threshold) implements Op {
    @Override
    public void apply(Planes image) {
      var values = image.values();
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] >= threshold ? 1 - values[i] : values[i];
      }
    }
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "solarise", "p " + Code.shorter(probability), "inverts from " + Code.shorter(threshold));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
