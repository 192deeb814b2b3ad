package alike.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;

/** The layers that our networks are made of. */
final class Layers {

  private Layers() {}

  /** A convolution without bias that keeps the size at stride 1. */
  static Block convolution(int filters, int kernel, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .setFilters(filters)
        .optBias(false)
        .build();
  }

  /** Batch normalisation; its running statistics keep 0.9 of their value at each step. */
  static Block norm() {
    return BatchNorm.builder().optMomentum(0.9f).optEpsilon(1e-5f).build();
  }

  /** Batch normalisation that learns neither scale nor shift. */
  static Block fixedNorm() {
    return BatchNorm.builder()
        .optMomentum(0.9f)
        .optEpsilon(1e-5f)
        .optCenter(false)
        .optScale(false)
        .build();
  }

  static Block relu() {
    return Activation.reluBlock();
  }

  /** Convolution, normalisation, ReLU. */
  static SequentialBlock convolutionUnit(int filters, int kernel, int stride) {
    return new SequentialBlock().add(convolution(filters, kernel, stride)).add(norm()).add(relu());
  }

  static Block linear(int units, boolean bias) {
    return Linear.builder().setUnits(units).optBias(bias).build();
  }

  /** Normalises each token by itself. */
  static Block tokenNorm() {
    return LayerNorm.builder().axis(2).optEpsilon(1e-6f).build();
  }

  /** A wider layer, the smooth ReLU, and back. */
  static SequentialBlock gelu(int width, int hidden) {
    return new SequentialBlock()
        .add(linear(hidden, true))
        .add(Activation.geluBlock())
        .add(linear(width, true));
  }

  /** Tokens [N, T, W] as one [N, W]. */
  static Block token(Vit.Pooling pooling) {
    return LambdaBlock.singleton(
        tokens ->
            pooling == Vit.Pooling.MEAN ? tokens.mean(new int[] {1}) : tokens.get(":, 0"),
        pooling == Vit.Pooling.MEAN ? "mean" : "first");
  }
}
