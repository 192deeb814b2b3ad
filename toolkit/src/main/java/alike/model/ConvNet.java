package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import alike.check.Require;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A plain convolutional encoder: 3×3 convolutions with batch normalisation and ReLU, then means
 * over a grid of places, which keep where a thing is seen.
 *
 * <p>Shapes: images [N, C, H, W], whose last feature map is at least grid × grid; representations
 * [N, last width · grid²].
 *
 * @param widths the filters of each layer, one layer or more
 * @param strides of each layer, 1 or more; by default 1 in the first layer and 2 in all others
 * @param grid places a side, 1 or more; 1 is global average pooling
 */
public record ConvNet(List<Integer> widths, List<Integer> strides, int grid)
    implements Architecture {

  private static final ConvNet SMALL = widths(16, 32, 64, 128).withGrid(2);

  /** Checks and copies the lists. */
  public ConvNet {
    widths = List.copyOf(widths);
    Require.atLeast("the number of layers", 1, widths.size());
    widths.forEach(width -> Require.positive("width", width));
    strides = List.copyOf(strides);
    strides.forEach(stride -> Require.positive("stride", stride));
    if (strides.size() != widths.size()) {
      throw new IllegalArgumentException(
          "There are %d layers, %s, but %d strides, %s. Give one stride for each layer."
              .formatted(widths.size(), widths, strides.size(), strides));
    }
    Require.positive("grid", grid);
  }

  /** Returns four layers of 16 to 128 filters and 512 numbers: for images of about 28 × 28. */
  public static ConvNet small() {
    return SMALL;
  }

  /** Returns layers of the given filters with global average pooling. */
  public static ConvNet widths(Integer... widths) {
    return new ConvNet(List.of(widths), halving(widths.length), 1);
  }

  private static List<Integer> halving(int layers) {
    return IntStream.range(0, layers).mapToObj(layer -> layer == 0 ? 1 : 2).toList();
  }

  /** Returns the same layers with other strides, one for each. */
  public ConvNet withStrides(Integer... values) {
    return new ConvNet(widths, List.of(values), grid);
  }

  /** Returns the same layers with means over grid × grid places. */
  public ConvNet withGrid(int value) {
    return new ConvNet(widths, strides, value);
  }

  @Override
  public boolean takesBfloat16() {
    return true;
  }

  @Override
  public Block create() {
    var block = new SequentialBlock();
    for (int layer = 0; layer < widths.size(); layer++) {
      block.add(Layers.convolutionUnit(widths.get(layer), 3, strides.get(layer)));
    }
    return block.add(new GridPool(grid));
  }

  @Override
  public String toString() {
    if (equals(SMALL)) {
      return "ConvNet.small()";
    }
    return "ConvNet.widths(%s)%s%s"
        .formatted(
            listed(widths),
            strides.equals(halving(widths.size()))
                ? ""
                : ".withStrides(%s)".formatted(listed(strides)),
            grid == 1 ? "" : ".withGrid(%d)".formatted(grid));
  }

  private static String listed(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
