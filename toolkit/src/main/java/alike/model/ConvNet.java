package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import alike.check.Require;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plain convolutional encoder: 3×3 convolutions with batch normalisation and ReLU, all but the
 * first of stride 2, then means over a grid of places, which keep where a thing is seen.
 *
 * <p>Shapes: images [N, C, H, W], whose last feature map is at least grid × grid; representations
 * [N, last width · grid²].
 *
 * @param widths the filters of each layer, one layer or more
 * @param grid places a side, 1 or more; 1 is global average pooling
 */
public record ConvNet(List<Integer> widths, int grid) implements Architecture {

  private static final ConvNet SMALL = new ConvNet(List.of(16, 32, 64, 128), 2);

  /** Checks and copies the widths. */
  public ConvNet {
    widths = List.copyOf(widths);
    Require.atLeast("the number of layers", 1, widths.size());
    widths.forEach(width -> Require.positive("width", width));
    Require.positive("grid", grid);
  }

  /** Returns four layers of 16 to 128 filters and 512 numbers: for images of about 28 × 28. */
  public static ConvNet small() {
    return SMALL;
  }

  /** Returns layers of the given filters with global average pooling. */
  public static ConvNet widths(Integer... widths) {
    return new ConvNet(List.of(widths), 1);
  }

  /** Returns the same layers with means over grid × grid places. */
  public ConvNet withGrid(int value) {
    return new ConvNet(widths, value);
  }

  @Override
  public Block create() {
    var block = new SequentialBlock();
    for (int layer = 0; layer < widths.size(); layer++) {
      int stride = layer == 0 ? 1 : 2;
      block.add(Layers.convolutionUnit(widths.get(layer), 3, stride));
    }
    return block.add(new GridPool(grid));
  }

  @Override
  public String toString() {
    if (equals(SMALL)) {
      return "ConvNet.small()";
    }
    var filters = widths.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "ConvNet.widths(%s)%s"
        .formatted(filters, grid == 1 ? "" : ".withGrid(%d)".formatted(grid));
  }
}
