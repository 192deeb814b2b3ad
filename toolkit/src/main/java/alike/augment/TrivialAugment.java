package alike.augment;

import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Changes the image once, in one of 14 ways drawn evenly, the identity among them, at one of 31
 * strengths drawn evenly, to either side with equal chance: nothing to tune. The ranges are the
 * wide ones, shifts go up to 32 pixels whatever the image's size. On grey images the changes of
 * colour do nothing.
 *
 * @see <a href="https://arxiv.org/abs/2103.10158">Müller, Hutter 2021, table 1</a>; as in
 *     torchvision
 */
public record TrivialAugment() implements Step {

  private static final BinStrengths STRENGTHS = BinStrengths.wide();

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    var change = Change.FOURTEEN.get(random.below(Change.FOURTEEN.size()));
    return STRENGTHS.op(change, random.below(STRENGTHS.count()), random, height, width);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "TrivialAugment",
        "always",
        "one of %d changes at one of %d strengths, arXiv:2103.10158"
            .formatted(Change.FOURTEEN.size(), STRENGTHS.count()));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
