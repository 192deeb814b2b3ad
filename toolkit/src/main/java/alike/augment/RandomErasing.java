package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;
import java.util.List;

/**
 * Paints over a random rectangle, sometimes.
 *
 * <p>Up to ten tries: area {@code U(scaleLow, scaleHigh) · H·W}, ratio height : width {@code
 * exp(U(ln ratioLow, ln ratioHigh))}, sides rounded half to even; the first that is smaller than
 * the image in both directions is put anywhere with equal chance. Else the image stays.
 *
 * @param scaleLow smallest share of the area, in (0, 1]; the paper 0.02
 * @param scaleHigh largest share, in [scaleLow, 1]; the paper 0.4, torchvision 0.33
 * @param ratioLow smallest height : width, above 0; 0.3
 * @param ratioHigh largest height : width, ratioLow or more; 3.3
 * @param fill what is put there; the paper finds noise best
 * @param probability in [0, 1]; 0.5
 * @see <a href="https://arxiv.org/abs/1708.04896">Zhong et al. 2017, section 3.2</a>; sampling as
 *     in torchvision 0.19
 */
public record RandomErasing(
    double scaleLow,
    double scaleHigh,
    double ratioLow,
    double ratioHigh,
    Fill fill,
    double probability)
    implements Step {

  private static final int TRIES = 10;

  /** What is put in the place of what was there. */
  public enum Fill {
    /** Black. */
    BLACK,
    /** Each channel's mean over the image. */
    MEAN,
    /** Every pixel and channel drawn evenly from [0, 1]. */
    NOISE
  }

  /** Checks the ranges. */
  public RandomErasing {
    Require.positive("scaleLow", scaleLow);
    Require.within("scaleHigh", scaleLow, 1, scaleHigh);
    Require.positive("ratioLow", ratioLow);
    Require.positive("ratioHigh", ratioHigh);
    Require.within("ratioLow", 0, ratioHigh, ratioLow);
    Require.probability("probability", probability);
  }

  /** Erases as torchvision does if nothing else is said. */
  public RandomErasing(double probability) {
    this(0.02, 0.33, 0.3, 3.3, Fill.BLACK, probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    boolean happens = random.happens(probability);
    for (int i = 0; happens && i < TRIES; i++) {
      double area = (double) height * width * random.uniform(scaleLow, scaleHigh);
      double ratio = Math.exp(random.uniform(Math.log(ratioLow), Math.log(ratioHigh)));
      int h = (int) Math.rint(Math.sqrt(area * ratio));
      int w = (int) Math.rint(Math.sqrt(area / ratio));
      if (h > 0 && h < height && w > 0 && w < width) {
        return new Erased(
            random.below(height - h + 1), random.below(width - w + 1), h, w, paint(random));
      }
    }
    return Op.NONE;
  }

  private Paint paint(SplitMix64 random) {
    return switch (fill) {
      case BLACK -> new Paint.Flat(List.of(0.0));
      case MEAN -> new Paint.Mean();
      case NOISE -> new Paint.Noise(random.nextLong());
    };
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "erasing",
        Code.chance(probability),
        "area %s of the image, height : width %s, %s"
            .formatted(
                Code.range(scaleLow, scaleHigh),
                Code.range(ratioLow, ratioHigh),
                Code.words(fill)));
  }

  @Override
  public String toString() {
    return equals(new RandomErasing(probability))
        ? "new RandomErasing(%s)".formatted(probability)
        : Code.of(this);
  }
}
