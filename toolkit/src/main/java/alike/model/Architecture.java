package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.random.RandomGenerator;

/**
 * Makes encoders: every call of {@link #create} gives a fresh block that turns images [N, C, H, W]
 * into representations [N, D]. Open: {@code () -> myBlock()} is an architecture.
 */
@FunctionalInterface
public interface Architecture {

  /**
   * Returns a fresh block without values; two blocks of one architecture have the same parameters.
   */
  Block create();

  /**
   * Prepares how the block's weights are drawn when it is initialised: by default convolutions from
   * a normal distribution of variance 2/fan-out (He et al. 2015, as torchvision's ResNet does) and
   * linear layers uniformly within ±1/√fan-in, biases 0. Drawn in Java, so both engines start from
   * the same numbers. Override it to keep a block's own initialisers.
   *
   * @param block what {@link #create} returned
   * @param random where the numbers come from
   */
  default void prepare(Block block, RandomGenerator random) {
    block.setInitializer(new ReferenceWeights(random), Parameter.Type.WEIGHT);
  }
  /** Returns this architecture followed by another one on its outputs. */
  default Architecture then(Architecture upper) {
    return new Stacked(this, upper);
  }
}
