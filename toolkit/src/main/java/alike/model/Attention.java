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
import java.util.function.Function;
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
    int each = width / heads;
    Function<Integer, NDArray> part = // [N·heads, T, each]
        which ->
            all.get(":, :, %d:%d".formatted(which * width, (which + 1) * width))
                .reshape(images, tokens, heads, each)
                .transpose(0, 2, 1, 3)
                .reshape(images * heads, tokens, each);
    NDArray scores = part.apply(0).matMul(part.apply(1).transpose(0, 2, 1));
    NDArray shares = scores.mul((float) (1 / Math.sqrt(each))).softmax(2); // [N·heads, T, T]
    NDArray gathered =
        shares
            .matMul(part.apply(2))
            .reshape(images, heads, tokens, each)
            .transpose(0, 2, 1, 3)
            .reshape(images, tokens, width);
    return output.forward(store, new NDList(gathered), training);
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
