package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import alike.check.Require;

/**
 * The head between representation and loss, thrown away after training: linear layers, all but the
 * last as wide as the representation.
 *
 * <p>Shapes: representations [N, D_h]; embeddings [N, width].
 *
 * @param width of the embedding
 * @param normalised with batch normalisation after all layers, which then have no bias (SimCLR's
 *     released head); without, the layers have a bias (SupCon's)
 * @param layers 1 or more; SimCLR has 2, its second version 3
 */
public record Projection(int width, boolean normalised, int layers) implements Head {

  /** Checks width and layers. */
  public Projection {
    Require.positive("width", width);
    Require.positive("layers", layers);
  }

  /** Returns SimCLR's head: linear, norm, ReLU, linear, norm. */
  public static Projection simClr(int width) {
    return new Projection(width, true, 2);
  }

  /** Returns SupCon's head: linear, ReLU, linear. */
  public static Projection plain(int width) {
    return new Projection(width, false, 2);
  }

  /** Returns the same head with another number of layers, 1 or more. */
  public Projection withLayers(int value) {
    return new Projection(width, normalised, value);
  }

  @Override
  public Architecture on(int inputWidth) {
    return () -> create(inputWidth, 0, layers);
  }

  /**
   * Returns the first layers of this head, whose outputs may serve as representations.
   *
   * @param inputWidth D_h, 1 or more
   * @param count 0 to layers - 1
   */
  public Architecture first(int inputWidth, int count) {
    Require.within("layers of %s that are kept".formatted(this), 0, layers - 1, count);
    return () -> create(inputWidth, 0, count);
  }

  /**
   * Returns the layers after the first ones.
   *
   * @param inputWidth D_h, 1 or more
   * @param count how many layers stand before, 0 to layers - 1
   */
  public Architecture after(int inputWidth, int count) {
    Require.within("layers of %s that are kept".formatted(this), 0, layers - 1, count);
    return () -> create(inputWidth, count, layers);
  }

  private Block create(int inputWidth, int from, int to) {
    var block = new SequentialBlock();
    for (int layer = from; layer < to; layer++) {
      boolean last = layer == layers - 1;
      block.add(Layers.linear(last ? width : inputWidth, !normalised));
      if (normalised) {
        block.add(Layers.norm());
      }
      if (!last) {
        block.add(Layers.relu());
      }
    }
    return block;
  }

  @Override
  public String toString() {
    return "Projection.%s(%d)%s"
        .formatted(
            normalised ? "simClr" : "plain",
            width,
            layers == 2 ? "" : ".withLayers(%d)".formatted(layers));
  }
}
