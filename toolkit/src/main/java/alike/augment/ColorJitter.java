package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Changes brightness, contrast, saturation and hue, in an order drawn anew for every image; each of
 * them clamps to [0, 1]. On grey images saturation and hue do nothing.
 *
 * <p>Factors are drawn from {@code U(max(0, 1 - v), 1 + v)}, the hue's turn from {@code U(-v, v)}.
 *
 * @param brightness v, 0 or more; 0 leaves it out. SimCLR at strength s: 0.8 s
 * @param contrast v, 0 or more; SimCLR 0.8 s
 * @param saturation v, 0 or more; SimCLR 0.8 s
 * @param hue v in turns, in [0, 0.5]; SimCLR 0.2 s
 * @param probability how often the image is changed at all, in [0, 1]; SimCLR 0.8
 * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, appendix A</a>; operations as
 *     in torchvision 0.19
 */
public record ColorJitter(
    double brightness, double contrast, double saturation, double hue, double probability)
    implements Step {

  /** Checks the ranges. */
  public ColorJitter {
    Require.notNegative("brightness", brightness);
    Require.notNegative("contrast", contrast);
    Require.notNegative("saturation", saturation);
    Require.within("hue", 0, 0.5, hue);
    Require.probability("probability", probability);
  }

  /** Returns SimCLR's jitter: 0.8 s for three, 0.2 s for the hue, applied to 0.8 of the images. */
  public static ColorJitter strength(double s) {
    Require.within("strength", 0, 2.5, s);
    return new ColorJitter(0.8 * s, 0.8 * s, 0.8 * s, 0.2 * s, 0.8);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    if (!random.happens(probability)) {
      return Op.NONE;
    }
    var order = random.permutation(4);
    double bright = factor(random, brightness);
    double contrasted = factor(random, contrast);
    double saturated = factor(random, saturation);
    double turns = random.uniform(-hue, hue);
    var ops =
        new Op[] {
          brightness == 0 ? Op.NONE : new ColorOp.Brightness(bright),
          contrast == 0 ? Op.NONE : new ColorOp.Contrast(contrasted),
          saturation == 0 ? Op.NONE : new ColorOp.Saturation(saturated),
          hue == 0 ? Op.NONE : new ColorOp.Hue(turns)
        };
    return new ColorOp.Four(ops[order[0]], ops[order[1]], ops[order[2]], ops[order[3]]);
  }

  private static double factor(SplitMix64 random, double range) {
    return random.uniform(Math.max(0, 1 - range), 1 + range);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "colour jitter",
        "p " + Code.shorter(probability),
        "brightness ±%s, contrast ±%s, saturation ±%s, hue ±%s turns, in random order"
            .formatted(
                Code.shorter(brightness),
                Code.shorter(contrast),
                Code.shorter(saturation),
                Code.shorter(hue)));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
