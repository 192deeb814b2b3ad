package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import alike.check.Require;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fully connected layers on all pixels of an image, each followed by batch normalisation and ReLU:
 * the simplest encoder.
 *
 * <p>Shapes: images [N, C, H, W], flattened; representations [N, last width].
 *
 * @param widths of the layers, one or more
 */
public record Mlp(List<Integer> widths) implements Architecture {

  /** Checks and copies the widths. */
  public Mlp {
    widths = List.copyOf(widths);
    Require.atLeast("the number of layers", 1, widths.size());
    widths.forEach(width -> Require.positive("width", width));
  }

  /** Returns layers of these widths. */
  public static Mlp widths(Integer... widths) {
    return new Mlp(List.of(widths));
  }

  @Override
  public Block create() {
    var block = new SequentialBlock().add(Blocks.batchFlattenBlock());
    widths.forEach(
        width -> block.addAll(Layers.linear(width, false), Layers.norm(), Layers.relu()));
    return block;
  }

  @Override
  public String toString() {
    var numbers = widths.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "Mlp.widths(%s)".formatted(numbers);
  }
}
