package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Takes the colour away, sometimes; the image keeps its three channels. Grey images stay as they
 * are.
 *
 * @param probability in [0, 1]; SimCLR 0.2
 */
public record RandomGrayscale(double probability) implements Step {

  /** Checks the probability. */
  public RandomGrayscale {
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return random.happens(probability) ? new Greyed() : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting("greyscale", "p " + Code.shorter(probability), "grey in all channels");
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
