package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** Means over a grid of equally large places: [N, C, H, W] → [N, C·grid²], H and W ≥ grid. */
final class GridPool extends AbstractBlock {

  private final int grid;

  GridPool(int grid) {
    this.grid = grid;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    NDArray maps = inputs.singletonOrThrow(); // [N, C, H, W]
    var shape = maps.getShape();
    long high = shape.get(2) / grid;
    long wide = shape.get(3) / grid;
    var window = // as large as leaves no row or column out
        new Shape(shape.get(2) - (grid - 1) * high, shape.get(3) - (grid - 1) * wide);
    NDArray means =
        Pool.avgPool2d(maps, window, new Shape(high, wide), new Shape(0, 0), false, true);
    return new NDList(means.reshape(shape.get(0), -1)); // [N, C·grid²]
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    var shape = inputs[0];
    if (shape.get(2) < grid || shape.get(3) < grid) {
      throw new IllegalArgumentException(
          "a feature map of %d × %d has no grid of %d × %d places. Take larger images, fewer layers or a smaller grid"
              .formatted(shape.get(2), shape.get(3), grid, grid));
    }
    return new Shape[] {new Shape(shape.get(0), shape.get(1) * grid * grid)};
  }
}
