package alike.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;

/**
 * A residual network of basic blocks, pre-trained for nothing, without its classifier.
 *
 * <p>Shapes: images [N, C, H, W]; representations [N, 512].
 *
 * @param depth 18 or 34
 * @param stem what the first layers expect
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2015, table 1</a>
 */
public record ResNet(int depth, Stem stem) implements Architecture {

  /** The first layers. */
  public enum Stem {
    /** One 3×3 convolution of stride 1 and no pooling: for images up to 64 × 64, as in SimCLR. */
    SMALL_IMAGES,
    /** A 7×7 convolution of stride 2 and 3×3 max pooling of stride 2: for images of 224 × 224. */
    LARGE_IMAGES
  }

  /** Checks the depth. */
  public ResNet {
    if (depth != 18 && depth != 34) {
      throw new IllegalArgumentException("depth must be 18 or 34, got %d.".formatted(depth));
    }
  }

  /** Returns a ResNet of 18 or 34 layers for small images. */
  public static ResNet depth(int depth) {
    return new ResNet(depth, Stem.SMALL_IMAGES);
  }

  /** Returns the same network with another stem. */
  public ResNet withStem(Stem value) {
    return new ResNet(depth, value);
  }

  @Override
  public boolean takesBfloat16() {
    return true;
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
        block.add(new Residual(64 << stage, stage > 0 && i == 0 ? 2 : 1, stage > 0 && i == 0));
      }
    }
    return block.add(Pool.globalAvgPool2dBlock());
  }

  @Override
  public String toString() {
    return "ResNet.depth(%d)%s"
        .formatted(depth, stem == Stem.SMALL_IMAGES ? "" : ".withStem(ResNet.Stem.LARGE_IMAGES)");
  }
}
