package alike.model;

import ai.djl.ndarray.NDArray;
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
import alike.engine.Engines;
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
            new SequentialBlock()
                .add(Layers.convolutionUnit(filters, 3, stride))
                .add(Layers.plainUnit(filters, 3, 1)));
    shortcut =
        addChildBlock(
            "shortcut", projected ? Layers.plainUnit(filters, 1, stride) : Blocks.identityBlock());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    var along = path.forward(store, inputs, training).singletonOrThrow();
    var beside = shortcut.forward(store, inputs, training).singletonOrThrow();
    return new NDList(joined(inputs.singletonOrThrow(), along, beside));
  }

  private static NDArray joined(NDArray input, NDArray along, NDArray beside) {
    var units = Engines.of(along).units();
    if (units.isPresent()) {
      return units.get().join(along, beside);
    }
    NDArray sum = along.add(beside);
    along.close(); // the graph keeps what it needs
    if (beside != input) {
      beside.close();
    }
    NDArray result = Activation.relu(sum);
    sum.close();
    return result;
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
