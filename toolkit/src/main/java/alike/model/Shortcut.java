package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** Adds to tokens what a block makes of them when they are normalised: {@code x + f(norm(x))}. */
final class Shortcut extends AbstractBlock {

  private final Block norm;
  private final Block path;

  private Shortcut(Block path) {
    this.norm = addChildBlock("norm", Layers.tokenNorm());
    this.path = addChildBlock("path", path);
  }

  static Shortcut around(Block path) {
    return new Shortcut(path);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    var normed = norm.forward(store, inputs, training);
    NDArray added = path.forward(store, normed, training).singletonOrThrow();
    return new NDList(inputs.singletonOrThrow().add(added));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    norm.initialize(manager, type, inputs);
    path.initialize(manager, type, inputs);
  }
}
