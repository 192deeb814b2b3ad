package alike.method;

import ai.djl.ndarray.NDArray;
import alike.engine.Scalars;
import alike.loss.BarlowTwins;
import alike.loss.Batch;

/** How far a prediction is from what a past model said: each method by its own loss. */
enum Distance {
  /** Both directions of picking the target out of the batch; temperature 0.2. */
  CONTRASTIVE,
  /** {@code 2 − 2cos}. */
  COSINE,
  /** The loss of Barlow Twins with λ = 0.005, times 0.1. */
  CORRELATION,
  /** The mean square of the differences. */
  SQUARES;

  /** Returns the distance that fits a base method's loss; refuses a method that has none. */
  static Distance of(Method base, String asking) {
    if (base instanceof SimClr || base instanceof SupConMethod || base instanceof MoCo) {
      return CONTRASTIVE;
    }
    if (base instanceof Byol || base instanceof SimSiam) {
      return COSINE;
    }
    if (base instanceof BarlowTwinsMethod) {
      return CORRELATION;
    }
    if (base instanceof VicRegMethod) {
      return SQUARES;
    }
    throw new IllegalArgumentException(
        "%s cannot continue %s. It continues SimClr, SupConMethod, MoCo, Byol, SimSiam, BarlowTwinsMethod and VicRegMethod."
            .formatted(asking, base));
  }

  /** Returns the weight that the authors give it: 25 for squares, else 1. */
  double weight() {
    return this == SQUARES ? 25 : 1;
  }

  /** Returns the weight that the authors give the pseudo-negatives, for CIFAR-100. */
  double negativeWeight() {
    return switch (this) {
      case COSINE -> 0.5;
      case SQUARES -> 23;
      case CORRELATION, CONTRASTIVE -> 1;
    };
  }

  /**
   * Returns the distance.
   *
   * @param predicted [N, D]
   * @param past [N, D], constants
   */
  NDArray between(NDArray predicted, NDArray past, double temperature) {
    return switch (this) {
      case CONTRASTIVE ->
          Scalars.over(
              PseudoNegatives.contrast(predicted, past, temperature)
                  .add(PseudoNegatives.contrast(past, predicted, temperature)),
              2);
      case COSINE -> Scalars.times(PseudoNegatives.cosine(predicted, past), -2).add(2f);
      case CORRELATION ->
          Scalars.times(BarlowTwins.lambda(5e-3).of(Batch.of(predicted, past)), 0.1);
      case SQUARES -> PseudoNegatives.squares(predicted, past);
    };
  }

  /** Returns the distance to a pseudo-negative: the same, but −cos for correlation. */
  NDArray toNegative(NDArray predicted, NDArray past, double temperature) {
    return this == CORRELATION
        ? PseudoNegatives.cosine(predicted, past).neg()
        : between(predicted, past, temperature);
  }
}
