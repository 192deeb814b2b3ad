package alike.augment;

import alike.data.SplitMix64;
import alike.show.Card;
import java.util.List;

/**
 * Changes the image by a policy that was learned on a data set: one of 25 pairs of changes is drawn
 * evenly, then each of its two happens with its own probability, at its own strength, to either
 * side with equal chance. On grey images the changes of colour do nothing.
 *
 * @param policy which 25 pairs
 * @see <a href="https://arxiv.org/abs/1805.09501">Cubuk et al. 2018, tables 7 to 9</a>
 */
public record AutoAugment(Policy policy) implements Step {

  /** What was learned. */
  public enum Policy {
    /** Learned on ImageNet; strengths as in torchvision. */
    IMAGENET,
    /** Learned on CIFAR-10; strengths as in torchvision. */
    CIFAR_10,
    /** Learned on street numbers; strengths as in torchvision. */
    SVHN,
    /**
     * The one of SupCon's released code, known as v0. Factors of colour, brightness and the like go
     * from 0.1 to 1.9, a higher level of solarising does less, middle grey comes in from outside.
     * Where we differ: distances are those in images of 224 × 224 and go with the image's size,
     * where the code has them for every size; posterising leaves one bit at least.
     */
    SUP_CON;

    List<LearnedPairs.Pair> pairs() {
      return switch (this) {
        case IMAGENET -> LearnedPairs.IMAGENET;
        case CIFAR_10 -> LearnedPairs.CIFAR_10;
        case SVHN -> LearnedPairs.SVHN;
        case SUP_CON -> LearnedPairs.SUP_CON;
      };
    }

    Change.Strengths strengths() {
      return this == SUP_CON ? new LevelStrengths(100, 250) : BinStrengths.usual(10);
    }
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    var pair = policy.pairs().get(random.below(policy.pairs().size()));
    return Sequence.of(
        List.of(
            draw(pair.first(), random, height, width), draw(pair.second(), random, height, width)));
  }

  private Op draw(LearnedPairs.Item item, SplitMix64 random, int height, int width) {
    boolean happens = random.happens(item.probability());
    var op = policy.strengths().op(item.change(), item.level(), random, height, width);
    return happens ? op : Op.NONE;
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "AutoAugment",
        Code.words(policy),
        "one of %d pairs of changes, arXiv:1805.09501".formatted(policy.pairs().size()));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
