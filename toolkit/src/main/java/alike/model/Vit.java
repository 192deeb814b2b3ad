package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import alike.check.Require;
import java.util.random.RandomGenerator;

/**
 * A vision transformer: square patches of the image as tokens, blocks of attention and of a layer
 * four times as wide, each behind a normalisation and beside a shortcut.
 *
 * <p>Shapes: images [N, C, H, W], whose sides are multiples of the patch; representations [N,
 * width]. All images must have the size that the network was made for. Weights start normal with
 * deviation 0.02, cut at two deviations, and biases at 0.
 *
 * @param patch side of a patch in pixels, 1 or more; the paper has 16 of 224
 * @param width of the tokens, a multiple of heads, and of 4 for sines; the paper's smallest is 192
 *     (DeiT)
 * @param depth blocks, 1 or more
 * @param heads of the attention, 1 or more
 * @param positions how tokens know where they stand
 * @param pooling what stands for the whole image
 * @see <a href="https://arxiv.org/abs/2010.11929">Dosovitskiy et al. 2021, section 3.1</a>
 */
public record Vit(
    int patch, int width, int depth, int heads, Positions positions, Pooling pooling)
    implements Architecture {

  /** How tokens know where they stand. */
  public enum Positions {
    /** By learned numbers, one row a place. */
    LEARNED,
    /** By sines and cosines of row and column, fixed, as in MoCo v3. */
    SINES
  }

  /** What stands for the whole image. */
  public enum Pooling {
    /** A learned token of its own, which attends to all others. */
    CLASS_TOKEN,
    /** The mean of all tokens. */
    MEAN
  }

  private static final double DEVIATION = 0.02;

  /** Checks the settings. */
  public Vit {
    Require.positive("patch", patch);
    Require.positive("width", width);
    Require.positive("depth", depth);
    Require.positive("heads", heads);
    if (width % heads != 0 || positions == Positions.SINES && width % 4 != 0) {
      throw new IllegalArgumentException(
          "width must be a multiple of heads, and of 4 for sines, got width %d of %d heads."
              .formatted(width, heads));
    }
  }

  /** Returns a small one for images of about 28 × 28: patches of 4, 4 blocks of width 64. */
  public static Vit small() {
    return new Vit(4, 64, 4, 4, Positions.LEARNED, Pooling.CLASS_TOKEN);
  }

  /** Returns the same network with other patches. */
  public Vit withPatch(int value) {
    return new Vit(value, width, depth, heads, positions, pooling);
  }

  /** Returns the same network with tokens of another width. */
  public Vit withWidth(int value) {
    return new Vit(patch, value, depth, heads, positions, pooling);
  }

  /** Returns the same network with another number of blocks. */
  public Vit withDepth(int value) {
    return new Vit(patch, width, value, heads, positions, pooling);
  }

  /** Returns the same network with another number of heads. */
  public Vit withHeads(int value) {
    return new Vit(patch, width, depth, value, positions, pooling);
  }

  /** Returns the same network with other positions. */
  public Vit withPositions(Positions value) {
    return new Vit(patch, width, depth, heads, value, pooling);
  }

  /** Returns the same network with another pooling. */
  public Vit withPooling(Pooling value) {
    return new Vit(patch, width, depth, heads, positions, value);
  }

  @Override
  public Block create() {
    var block = new SequentialBlock().add(new PatchTokens(this));
    for (int i = 0; i < depth; i++) {
      block.add(Shortcut.around(new Attention(width, heads)));
      block.add(Shortcut.around(Layers.gelu(width, 4 * width)));
    }
    return block.add(Layers.tokenNorm()).add(Layers.token(pooling));
  }

  @Override
  public void prepare(Block block, RandomGenerator random) {
    block.setInitializer(new CutNormal(DEVIATION, random), Parameter.Type.WEIGHT);
    block.setInitializer(new CutNormal(DEVIATION, random), Parameter.Type.OTHER);
  }

  @Override
  public String toString() {
    var standard = small();
    var code = new StringBuilder("Vit.small()");
    code.append(patch == standard.patch ? "" : ".withPatch(%d)".formatted(patch));
    code.append(width == standard.width ? "" : ".withWidth(%d)".formatted(width));
    code.append(depth == standard.depth ? "" : ".withDepth(%d)".formatted(depth));
    code.append(heads == standard.heads ? "" : ".withHeads(%d)".formatted(heads));
    code.append(positions == Positions.LEARNED ? "" : ".withPositions(Vit.Positions.SINES)");
    return code.append(pooling == Pooling.CLASS_TOKEN ? "" : ".withPooling(Vit.Pooling.MEAN)")
        .toString();
  }
}
