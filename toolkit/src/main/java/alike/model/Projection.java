package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import alike.check.Require;

/**
 * The head between representation and loss, thrown away after training: two linear layers, the
 * hidden one as wide as the representation.
 *
 * <p>Shapes: representations [N, D_h]; embeddings [N, width].
 *
 * @param width of the embedding
 * @param normalised with batch normalisation after both layers, which then have no bias (SimCLR's
 *     released head); without, the layers have a bias (SupCon's)
 */
public record Projection(int width, boolean normalised) implements Head {

  /** Checks the width. */
  public Projection {
    Require.positive("width", width);
  }

  /** Returns SimCLR's head: linear, norm, ReLU, linear, norm. */
  public static Projection simClr(int width) {
    return new Projection(width, true);
  }

  /** Returns SupCon's head: linear, ReLU, linear. */
  public static Projection plain(int width) {
    return new Projection(width, false);
  }

  @Override
  public Architecture on(int inputWidth) {
    return () -> create(inputWidth);
  }

  private Block create(int inputWidth) {
    var block = new SequentialBlock();
    block.add(Layers.linear(inputWidth, !normalised));
    if (normalised) {
      block.add(Layers.norm());
    }
    block.add(Layers.relu()).add(Layers.linear(width, !normalised));
    return normalised ? block.add(Layers.norm()) : block;
  }

  @Override
  public String toString() {
    return "Projection.%s(%d)".formatted(normalised ? "simClr" : "plain", width);
  }
}
