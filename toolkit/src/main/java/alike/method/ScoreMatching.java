package alike.method;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How a score network learns {@code s(x) ≈ ∇ log p(x)} from images with pixels in [0, 1],
 * dequantised and blurred by noise of deviation σ. The network gives {@code n(x)} and the score is
 * {@code n(x)/σ}, so that every objective is of one size whatever σ is.
 *
 * <table>
 * <caption>Objectives; d pixels, ε ~ N(0, I), v of random signs</caption>
 * <tr><td>DENOISING<td>{@code mean ½‖n(x + σε) + ε‖²}: σ² times denoising score matching
 * <tr><td>ANNEALED<td>the same with σ drawn for each image from 10 levels, geometric from 1 to 0.01
 * <tr><td>SLICED<td>{@code mean vᵀ∇(vᵀs)·σ² + ½‖n‖²} at x + σε: sliced score matching, its second
 * term exact; the derivative along v is a central difference, since one engine has no second
 * derivatives
 * </table>
 *
 * @param objective what is minimised
 * @param sigma σ in the unit of pixels, above 0; ANNEALED is asked at this σ
 * @param epochs passes over the images, 1 or more
 * @param rate learning rate of AdamW without decay, above 0
 * @param batch images a step, 1 or more
 * @param width filters of the network's inner layers, 1 or more
 * @see <a href="https://doi.org/10.1162/NECO_a_00142">Vincent 2011</a>
 * @see <a href="https://arxiv.org/abs/1907.05600">Song and Ermon 2019, eq. 5 and 6</a>
 * @see <a href="https://arxiv.org/abs/1905.07088">Song et al. 2019, eq. 8</a>
 */
public record ScoreMatching(
    Objective objective, double sigma, int epochs, double rate, int batch, int width) {

  /** What is minimised. */
  public enum Objective {
    DENOISING,
    ANNEALED,
    SLICED
  }

  private static final ScoreMatching STANDARD =
      new ScoreMatching(Objective.DENOISING, 0.1, 5, 1e-3, 128, 16);

  /** The step of the central difference, as a part of σ. */
  private static final double STEP = 0.1;

  /** Checks the settings. */
  public ScoreMatching {
    Require.positive("sigma", sigma);
    Require.positive("epochs", epochs);
    Require.positive("rate", rate);
    Require.positive("batch", batch);
    Require.positive("width", width);
  }

  /** Returns denoising at one σ, above 0, for 5 epochs. */
  public static ScoreMatching denoising(double sigma) {
    return STANDARD.with(Objective.DENOISING, sigma);
  }

  /** Returns denoising over ten noise levels, asked at σ in [0.01, 1]. */
  public static ScoreMatching annealed(double sigma) {
    return STANDARD.with(Objective.ANNEALED, Require.within("sigma", 0.01, 1, sigma));
  }

  /** Returns sliced score matching at one σ, above 0. */
  public static ScoreMatching sliced(double sigma) {
    return STANDARD.with(Objective.SLICED, sigma);
  }

  private ScoreMatching with(Objective other, double deviation) {
    return new ScoreMatching(other, deviation, epochs, rate, batch, width);
  }

  /** Returns a copy with other passes over the images. */
  public ScoreMatching epochs(int value) {
    return new ScoreMatching(objective, sigma, value, rate, batch, width);
  }

  /** Returns a copy with another learning rate. */
  public ScoreMatching rate(double value) {
    return new ScoreMatching(objective, sigma, epochs, value, batch, width);
  }

  /** Returns a copy with a wider or narrower network. */
  public ScoreMatching width(int value) {
    return new ScoreMatching(objective, sigma, epochs, rate, batch, value);
  }

  /** Returns the noise level of an image: σ, or for ANNEALED one of the ten, chosen by a number. */
  double level(int choice) {
    return objective == Objective.ANNEALED
        ? Math.pow(10, -2.0 * Math.floorMod(choice, 10) / 9)
        : sigma;
  }

  /**
   * Returns the objective of a batch.
   *
   * @param images pixels [N, C, H, W]
   * @param noise ε of that shape
   * @param signs v of that shape; looked at by SLICED alone
   * @param levels σ of each image [N, 1, 1, 1]
   * @param network n
   * @return a scalar: mean over the images, sum over the pixels
   */
  NDArray loss(
      NDArray images,
      NDArray noise,
      NDArray signs,
      NDArray levels,
      UnaryOperator<NDArray> network) {
    NDArray noisy = images.add(noise.mul(levels));
    long rows = images.getShape().get(0);
    if (objective != Objective.SLICED) {
      return Scalars.times(network.apply(noisy).add(noise).square().sum(), 0.5 / rows);
    }
    double step = STEP * sigma;
    NDArray aside = Scalars.times(signs, step);
    NDArray ahead = network.apply(noisy.add(aside));
    NDArray behind = network.apply(noisy.sub(aside));
    NDArray slope = Scalars.times(ahead.sub(behind).mul(signs).sum(), sigma / (2 * step * rows));
    return slope.add(Scalars.times(network.apply(noisy).square().sum(), 0.5 / rows));
  }

  /** Returns the Java that makes this. */
  @Override
  public String toString() {
    var code = new StringBuilder("ScoreMatching.");
    code.append("%s(%s)".formatted(objective.name().toLowerCase(Locale.ROOT), sigma));
    if (epochs != STANDARD.epochs) {
      code.append(".epochs(%d)".formatted(epochs));
    }
    if (rate != STANDARD.rate) {
      code.append(".rate(%s)".formatted(rate));
    }
    if (width != STANDARD.width) {
      code.append(".width(%d)".formatted(width));
    }
    return code.toString();
  }
}
