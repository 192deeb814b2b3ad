package alike.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;

/**
 * A residual network, pre-trained for nothing, without its classifier: 18 and 34 layers in basic
 * blocks, 50 in bottlenecks that take their stride in the 3×3 convolution, as torchvision's do.
 *
 * <p>Shapes: images [N, C, H, W]; representations [N, 512], of 50 layers [N, 2048].
 *
 * @param depth 18, 34 or 50
 * @param stem what the first layers expect
 * @param branch how the branches beside the shortcuts start
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2015, table 1</a>
 */
public record ResNet(int depth, Stem stem, Branch branch) implements Architecture {

  /** The first layers. */
  public enum Stem {
    /** One 3×3 convolution of stride 1 and no pooling: for images up to 64 × 64, as in SimCLR. */
    SMALL_IMAGES,
    /** A 7×7 convolution of stride 2 and 3×3 max pooling of stride 2: for images of 224 × 224. */
    LARGE_IMAGES
  }

  /** How the branches beside the shortcuts start. */
  public enum Branch {
    /** With the scale 1 of their last normalisation. */
    DRAWN,
    /** With the scale 0, so that every block starts as its shortcut (Goyal et al. 2017). */
    ZERO
  }

  /** Checks the depth. */
  public ResNet {
    if (depth != 18 && depth != 34 && depth != 50) {
      throw new IllegalArgumentException("depth must be 18, 34 or 50, got %d.".formatted(depth));
    }
  }

  /** Returns a ResNet of 18, 34 or 50 layers for small images. */
  public static ResNet depth(int depth) {
    return new ResNet(depth, Stem.SMALL_IMAGES, Branch.DRAWN);
  }

  /** Returns the same network with another stem. */
  public ResNet withStem(Stem value) {
    return new ResNet(depth, value, branch);
  }

  /** Returns the same network with another start of its branches. */
  public ResNet withBranch(Branch value) {
    return new ResNet(depth, stem, value);
  }

  @Override
  public Block create() {
    var block = new SequentialBlock();
    if (stem == Stem.SMALL_IMAGES) {
      block.add(Layers.convolutionUnit(64, 3, 1));
    } else {
      block
          .add(Layers.convolutionUnit(64, 7, 2))
          .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    }
    int[] repeats = depth == 18 ? new int[] {2, 2, 2, 2} : new int[] {3, 4, 6, 3};
    for (int stage = 0; stage < repeats.length; stage++) {
      for (int i = 0; i < repeats[stage]; i++) {
        block.add(residual(stage, i == 0));
      }
    }
    return block.add(Pool.globalAvgPool2dBlock());
  }

  private Block residual(int stage, boolean first) {
    int filters = 64 << stage;
    int stride = stage > 0 && first ? 2 : 1;
    return depth == 50
        ? Residual.bottleneck(filters, stride, first, branch)
        : Residual.basic(filters, stride, stage > 0 && first, branch);
  }

  @Override
  public String toString() {
    return "ResNet.depth(%d)%s%s"
        .formatted(
            depth,
            stem == Stem.SMALL_IMAGES ? "" : ".withStem(ResNet.Stem.LARGE_IMAGES)",
            branch == Branch.DRAWN ? "" : ".withBranch(ResNet.Branch.ZERO)");
  }
}
