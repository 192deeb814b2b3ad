package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes the image {@code count} times, each time in one of several ways drawn evenly, all at the
 * same strength, to either side with equal chance. On grey images the changes of colour do nothing.
 *
 * @param count N, changes an image, 1 or more; 2
 * @param magnitude M, the strength: 0 to 30 in torchvision's form, 9; 0 to 10 in TensorFlow's, 10
 * @param form which changes there are and how strong
 * @see <a href="https://arxiv.org/abs/1909.13719">Cubuk et al. 2019</a>
 */
public record RandAugment(int count, int magnitude, Form form) implements Step {

  /** Two programs' readings of the paper. */
  public enum Form {
    /** 14 changes, the identity among them; M = 30 is the strongest. */
    TORCHVISION,
    /**
     * 16 changes and the identity, as in SupCon's released code; M = 10 is the strongest, but
     * solarising does less the higher M is. Where we differ: distances are those in images of 224 ×
     * 224 and go with the image's size, where the code has them for every size; posterising leaves
     * one bit at least; contrast is about the image's mean, where the code has the number of pixels
     * divided by 256.
     */
    TENSORFLOW;

    /** Returns the strongest M. */
    int most() {
      return this == TORCHVISION ? 30 : 10;
    }

    /** Returns what is drawn from. */
    List<Change> changes() {
      return this == TORCHVISION ? Change.FOURTEEN : Change.ALL;
    }

    Change.Strengths strengths() {
      return this == TORCHVISION ? BinStrengths.usual(most() + 1) : new LevelStrengths(40, 100);
    }
  }

  /** Checks the ranges. */
  public RandAugment {
    Require.positive("count", count);
    Require.within("magnitude", 0, form.most(), magnitude);
  }

  /** Takes torchvision's form. */
  public RandAugment(int count, int magnitude) {
    this(count, magnitude, Form.TORCHVISION);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return Sequence.of(Stream.generate(() -> one(random, height, width)).limit(count).toList());
  }

  private Op one(SplitMix64 random, int height, int width) {
    var change = form.changes().get(random.below(form.changes().size()));
    return form.strengths().op(change, magnitude, random, height, width);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "RandAugment",
        "N %d, M %d".formatted(count, magnitude),
        "each of %d changes, M of %d, arXiv:1909.13719"
            .formatted(form.changes().size(), form.most()));
  }

  @Override
  public String toString() {
    return form == Form.TORCHVISION
        ? "new RandAugment(%d, %d)".formatted(count, magnitude)
        : Code.of(this);
  }
}
