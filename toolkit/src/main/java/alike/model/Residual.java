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
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** A basic block: two 3×3 convolutions beside a shortcut, then ReLU (He et al. 2015, fig. 2). */
final class Residual extends AbstractBlock {

  private final Block path;
  private final Block shortcut;

  /**
   * @param projected whether the shortcut changes width or size and so needs a 1×1 convolution
   */
  Residual(int filters, int stride, boolean projected) {
    path =
        addChildBlock(
            "path",
            Layers.convolutionUnit(filters, 3, stride)
                .add(Layers.convolution(filters, 3, 1))
                .add(Layers.norm()));
    shortcut =
        addChildBlock(
            "shortcut",
            projected
                ? new SequentialBlock()
                    .add(Layers.convolution(filters, 1, stride))
                    .add(Layers.norm())
                : Blocks.identityBlock());
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
