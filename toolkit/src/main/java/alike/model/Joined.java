package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import alike.engine.Rows;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Several encoders side by side: the representations of those in use, each brought to length 1, and
 * zeros for the others, [N, Σ widths].
 */
final class Joined extends AbstractBlock {

  private final List<Block> parts;
  private final IntSupplier inUse;

  /**
   * @param parts what to join, with their values
   * @param inUse how many of them, from the first on, are in use
   */
  Joined(List<Block> parts, IntSupplier inUse) {
    this.parts = List.copyOf(parts);
    this.inUse = inUse;
    for (int i = 0; i < parts.size(); i++) {
      var unused = addChildBlock("stage" + i, parts.get(i));
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    var joined = new NDList();
    for (int i = 0; i < inUse.getAsInt(); i++) {
      joined.add(Rows.unit(parts.get(i).forward(store, inputs, training).singletonOrThrow()));
    }
    NDArray images = inputs.singletonOrThrow();
    long width = width(parts, images.getShape());
    long missing = width - joined.stream().mapToLong(part -> part.getShape().get(1)).sum();
    if (missing > 0) {
      joined.add(images.getManager().zeros(new Shape(images.getShape().get(0), missing)));
    }
    return new NDList(NDArrays.concat(joined, 1));
  }

  private static long width(List<Block> parts, Shape input) {
    return parts.stream()
        .mapToLong(part -> part.getOutputShapes(new Shape[] {input})[0].get(1))
        .sum();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), width(parts, inputs[0]))};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    // the parts have their values
  }
}
