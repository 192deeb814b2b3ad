package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import alike.check.Require;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plain convolutional encoder: 3×3 convolutions with batch normalisation and ReLU, the second and
 * third of stride 2, then the mean over all places.
 *
 * <p>Shapes: images [N, C, H, W], H and W ≥ 4; representations [N, last width].
 *
 * @param widths the filters of each layer, one layer or more
 */
public record ConvNet(List<Integer> widths) implements Architecture {

  private static final List<Integer> SMALL = List.of(32, 64, 128, 128);

  /** Checks and copies the widths. */
  public ConvNet {
    widths = List.copyOf(widths);
    Require.atLeast("the number of layers", 1, widths.size());
    widths.forEach(width -> Require.positive("width", width));
  }

  /** Returns four layers of 32, 64, 128 and 128 filters: for images of about 28 × 28. */
  public static ConvNet small() {
    return new ConvNet(SMALL);
  }

  /** Returns layers of the given filters. */
  public static ConvNet widths(Integer... widths) {
    return new ConvNet(List.of(widths));
  }

  @Override
  public Block create() {
    var block = new SequentialBlock();
    for (int layer = 0; layer < widths.size(); layer++) {
      int stride = layer == 1 || layer == 2 ? 2 : 1;
      block.addAll(Layers.convolution(widths.get(layer), 3, stride), Layers.norm(), Layers.relu());
    }
    return block.add(Pool.globalAvgPool2dBlock());
  }

  @Override
  public String toString() {
    return widths.equals(SMALL)
        ? "ConvNet.small()"
        : widths.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", "ConvNet.widths(", ")"));
  }
}
