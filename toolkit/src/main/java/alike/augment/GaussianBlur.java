package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Blurs the image, sometimes: weights {@code exp(-d² / 2σ²)}, the image reflected at its edges.
 *
 * @param kernel pixels mixed in each direction, odd; SimCLR a tenth of the image's size
 * @param sigmaLow smallest σ in pixels, above 0; SimCLR 0.1
 * @param sigmaHigh largest σ, sigmaLow or more; SimCLR 2
 * @param probability in [0, 1]; SimCLR 0.5
 * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, appendix A</a>; edges as in
 *     torchvision, where SimCLR pads with zeros
 */
public record GaussianBlur(int kernel, double sigmaLow, double sigmaHigh, double probability)
    implements Step {

  /** Checks the ranges. */
  public GaussianBlur {
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "kernel must be odd and 1 or more, got %d.".formatted(kernel));
    }
    Require.positive("sigmaLow", sigmaLow);
    Require.positive("sigmaHigh", sigmaHigh);
    Require.within("sigmaLow", 0, sigmaHigh, sigmaLow);
    Require.probability("probability", probability);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    if (!random.happens(probability)) {
      return Op.NONE;
    }
    double sigma = random.uniform(sigmaLow, sigmaHigh);
    return new Blurred(kernel, kernel, sigma, sigma);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "blur",
        "p " + Code.shorter(probability),
        "kernel %d, σ %s pixels".formatted(kernel, Code.range(sigmaLow, sigmaHigh)));
  }

  @Override
  public String toString() {
    return Code.of(this);
  }
}
