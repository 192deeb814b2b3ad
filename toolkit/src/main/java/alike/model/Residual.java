package alike.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** A branch of convolutions beside a shortcut, then ReLU (He et al. 2015, figures 2 and 5). */
final class Residual extends AbstractBlock {

  private static final int EXPANSION = 4; // of a bottleneck: its outputs by its filters

  private final Block path;
  private final Block shortcut;

  private Residual(SequentialBlock path, Block shortcut, ResNet.Branch branch) {
    if (branch == ResNet.Branch.ZERO) {
      Block last = path.getChildren().valueAt(path.getChildren().size() - 1);
      last.setInitializer(Initializer.ZEROS, "gamma");
    }
    this.path = addChildBlock("path", path);
    this.shortcut = addChildBlock("shortcut", shortcut);
  }

  /**
   * Returns two 3×3 convolutions.
   *
   * @param projected whether the shortcut changes width or size and so needs a 1×1 convolution
   */
  static Residual basic(int filters, int stride, boolean projected, ResNet.Branch branch) {
    var path =
        Layers.convolutionUnit(filters, 3, stride)
            .add(Layers.convolution(filters, 3, 1))
            .add(Layers.norm());
    return new Residual(path, shortcut(filters, stride, projected), branch);
  }

  /** Returns a 3×3 convolution between two of 1×1, the last of which is four times as wide. */
  static Residual bottleneck(int filters, int stride, boolean projected, ResNet.Branch branch) {
    var path =
        Layers.convolutionUnit(filters, 1, 1)
            .add(Layers.convolution(filters, 3, stride))
            .add(Layers.norm())
            .add(Layers.relu())
            .add(Layers.convolution(EXPANSION * filters, 1, 1))
            .add(Layers.norm());
    return new Residual(path, shortcut(EXPANSION * filters, stride, projected), branch);
  }

  private static Block shortcut(int filters, int stride, boolean projected) {
    return projected
        ? new SequentialBlock().add(Layers.convolution(filters, 1, stride)).add(Layers.norm())
        : Blocks.identityBlock();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    var along = path.forward(store, inputs, training).singletonOrThrow();
    var beside = shortcut.forward(store, inputs, training).singletonOrThrow();
    return new NDList(Activation.relu(along.add(beside)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return path.getOutputShapes(inputs);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    path.initialize(manager, type, inputs);
    shortcut.initialize(manager, type, inputs);
  }
}
