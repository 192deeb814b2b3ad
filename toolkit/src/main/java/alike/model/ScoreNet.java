package alike.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import alike.check.Require;

/**
 * A small network from images to arrays of their own shape, for estimating scores: four
 * convolutions, 5×5, 3×3 dilated by 2, 3×3 dilated by 4, 5×5, with SiLU between them, so that each
 * pixel is judged by a neighbourhood of 21 × 21.
 *
 * <p>Shapes: images [N, C, H, W]; result [N, C, H, W].
 *
 * @param channels C, 1 or more
 * @param width filters of the inner layers, 1 or more
 */
public record ScoreNet(int channels, int width) implements Architecture {

  /** Checks the sizes. */
  public ScoreNet {
    Require.positive("channels", channels);
    Require.positive("width", width);
  }

  @Override
  public Block create() {
    return new SequentialBlock()
        .add(convolution(width, 5, 1))
        .add(Activation.swishBlock(1))
        .add(convolution(width, 3, 2))
        .add(Activation.swishBlock(1))
        .add(convolution(width, 3, 4))
        .add(Activation.swishBlock(1))
        .add(convolution(channels, 5, 1));
  }

  private static Block convolution(int filters, int kernel, int dilation) {
    int padding = dilation * (kernel / 2);
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .optDilation(new Shape(dilation, dilation))
        .optPadding(new Shape(padding, padding))
        .setFilters(filters)
        .build();
  }
}
