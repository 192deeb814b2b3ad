package alike.method;

import alike.check.Require;
import alike.data.SplitMix64;
import java.util.Arrays;

/**
 * How gaps between the scores of an image's two views become the image's weight in the loss; the
 * mean weight of a batch is 1.
 *
 * <p>{@code w = δ/mean(δ)}, cut off at {@code clip} times the mean and brought back to the mean 1,
 * then mixed: {@code w ← 1 − ρ + ρw}. Where all gaps are 0 all weights are 1.
 *
 * @param gap what δ is
 * @param use what the weights are then used for
 * @param mix ρ, [0, 1]: 0 leaves the loss as it is, 1 takes the weights whole
 * @param clip the largest weight, 1 or more
 */
public record Weighing(Gap gap, Use use, double mix, double clip) {

  /** What the gap δ between two views is. */
  public enum Gap {
    /** The difference of the scores' lengths, {@code |‖s(x¹)‖ − ‖s(x²)‖|}. */
    OF_LENGTHS,
    /** The length of the scores' difference, {@code ‖s(x¹) − s(x²)‖}. */
    OF_SCORES
  }

  /** What weights are used for. */
  public enum Use {
    /** Images whose views lie far apart count more. */
    PLAIN,
    /**
     * Images whose views lie far apart count less: by 1/δ, δ being at least a tenth of its mean.
     */
    INVERSE,
    /** The weights of the batch, dealt out at random: the control that knows nothing. */
    SHUFFLED
  }

  private static final Weighing STANDARD = new Weighing(Gap.OF_LENGTHS, Use.PLAIN, 1, 5);
  private static final double NONE = 1e-8; // a mean gap below this is none

  /** Checks the settings. */
  public Weighing {
    Require.probability("mix", mix);
    Require.within("clip", 1, Double.MAX_VALUE, clip);
  }

  /** Returns weights by the difference of lengths, whole, cut off at 5. */
  public static Weighing standard() {
    return STANDARD;
  }

  /** Returns a copy with another gap. */
  public Weighing gap(Gap value) {
    return new Weighing(value, use, mix, clip);
  }

  /** Returns a copy for another use. */
  public Weighing use(Use value) {
    return new Weighing(gap, value, mix, clip);
  }

  /** Returns a copy with another ρ. */
  public Weighing mix(double value) {
    return new Weighing(gap, use, value, clip);
  }

  /** Returns a copy with another largest weight. */
  public Weighing clip(double value) {
    return new Weighing(gap, use, mix, value);
  }

  /**
   * Returns the weights of a batch.
   *
   * @param gaps δ of each image, 0 or more
   * @param random deals them out, where they are shuffled
   */
  public double[] of(double[] gaps, SplitMix64 random) {
    double mean = mean(gaps);
    var weights = new double[gaps.length];
    if (!(mean > NONE)) {
      Arrays.fill(weights, 1);
      return weights;
    }
    for (int i = 0; i < gaps.length; i++) {
      double relative = gaps[i] / mean;
      weights[i] = use == Use.INVERSE ? 1 / Math.max(relative, 0.1) : relative;
    }
    toMeanOne(weights);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.min(weights[i], clip);
    }
    toMeanOne(weights);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 - mix + mix * weights[i];
    }
    return use == Use.SHUFFLED ? dealt(weights, random) : weights;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static void toMeanOne(double[] weights) {
    double mean = mean(weights);
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= mean;
    }
  }

  private static double[] dealt(double[] weights, SplitMix64 random) {
    int[] order = random.permutation(weights.length);
    return Arrays.stream(order).mapToDouble(from -> weights[from]).toArray();
  }

  /** Returns how many images a batch of these weights is worth, {@code (Σw)²/Σw²}. */
  static double effective(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    return sum * sum / Arrays.stream(weights).map(w -> w * w).sum();
  }

  /** Returns the Java that makes this. */
  @Override
  public String toString() {
    var code = new StringBuilder("Weighing.standard()");
    if (gap != STANDARD.gap) {
      code.append(".gap(Weighing.Gap.%s)".formatted(gap));
    }
    if (use != STANDARD.use) {
      code.append(".use(Weighing.Use.%s)".formatted(use));
    }
    if (mix != STANDARD.mix) {
      code.append(".mix(%s)".formatted(mix));
    }
    if (clip != STANDARD.clip) {
      code.append(".clip(%s)".formatted(clip));
    }
    return code.toString();
  }
}
