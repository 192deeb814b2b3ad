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
import alike.engine.Scalars;
import org.jspecify.annotations.Nullable;

/**
 * Each token gathers from all tokens what its queries ask for: {@code softmax(Q Kᵀ/√d) V}, by
 * heads, then a linear layer. Tokens [N, T, W] → [N, T, W].
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017, section 3.2</a>
 */
final class Attention extends AbstractBlock {

  private final int width;
  private final int heads;
  private final Block asking; // queries, keys and values in one
  private final Block output;

  Attention(int width, int heads) {
    this.width = width;
    this.heads = heads;
    asking = addChildBlock("asking", Layers.linear(3 * width, true));
    output = addChildBlock("output", Layers.linear(width, true));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    NDArray all = asking.forward(store, inputs, training).singletonOrThrow(); // [N, T, 3W]
    long images = all.getShape().get(0);
    long tokens = all.getShape().get(1);
    NDArray queries = part(all, 0); // [N·heads, T, W / heads]
    NDArray keys = part(all, 1);
    NDArray values = part(all, 2);
    double scale = 1 / Math.sqrt((double) width / heads);
    NDArray scores = Scalars.times(queries.matMul(keys.transpose(0, 2, 1)), scale);
    NDArray gathered =
        scores
            .softmax(2) // [N·heads, T, T]
            .matMul(values)
            .reshape(images, heads, tokens, width / heads)
            .transpose(0, 2, 1, 3)
            .reshape(images, tokens, width);
    return output.forward(store, new NDList(gathered), training);
  }

  /** Returns one of the three parts [N, T, W] by heads, [N·heads, T, W / heads]. */
  private NDArray part(NDArray all, int which) {
    long images = all.getShape().get(0);
    long tokens = all.getShape().get(1);
    int each = width / heads;
    return all.get(":, :, %d:%d".formatted(which * width, (which + 1) * width))
        .reshape(images, tokens, heads, each)
        .transpose(0, 2, 1, 3)
        .reshape(images * heads, tokens, each);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    asking.initialize(manager, type, inputs);
    output.initialize(manager, type, inputs);
  }
}
