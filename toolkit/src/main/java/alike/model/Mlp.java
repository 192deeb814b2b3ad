package alike.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import alike.check.Require;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fully connected layers, as an encoder of flattened images or as a head on representations. All
 * but the last are followed by a normalisation, if there is one, and a non-linearity; a layer before
 * a normalisation has no bias, which would be of no effect.
 *
 * <p>Shapes: inputs [N, …], flattened; outputs [N, last width].
 *
 * @param widths of the layers, one or more, the output's last
 * @param norm what follows a hidden layer
 * @param bend the non-linearity
 */
public record Mlp(List<Integer> widths, Norm norm, Bend bend) implements Architecture {

  /** Normalisation of hidden layers. */
  public enum Norm {
    /** None. */
    NONE,
    /** By the batch. */
    BATCH
  }

  /** What makes hidden layers more than linear. */
  public enum Bend {
    /** max(0, x). */
    RELU,
    /** x Φ(x), with Φ the normal distribution; DINO's. */
    GELU
  }

  /** Checks and copies the widths. */
  public Mlp {
    widths = List.copyOf(widths);
    Require.atLeast("the number of layers", 1, widths.size());
    widths.forEach(width -> Require.positive("width", width));
  }

  /** Returns layers of these widths with batch normalisation and ReLU. */
  public static Mlp widths(Integer... widths) {
    return new Mlp(List.of(widths), Norm.BATCH, Bend.RELU);
  }

  /** Returns the same layers with another normalisation. */
  public Mlp withNorm(Norm value) {
    return new Mlp(widths, value, bend);
  }

  /** Returns the same layers with another non-linearity. */
  public Mlp withBend(Bend value) {
    return new Mlp(widths, norm, value);
  }

  /** Returns the width of the output. */
  public int width() {
    return widths.get(widths.size() - 1);
  }

  @Override
  public Block create() {
    var block = new SequentialBlock().add(Blocks.batchFlattenBlock());
    for (int width : widths.subList(0, widths.size() - 1)) {
      block.add(Layers.linear(width, norm == Norm.NONE));
      if (norm == Norm.BATCH) {
        block.add(Layers.norm());
      }
      block.add(bend == Bend.RELU ? Layers.relu() : Activation.geluBlock());
    }
    return block.add(Layers.linear(width(), true));
  }

  @Override
  public String toString() {
    var numbers = widths.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "Mlp.widths(%s)%s%s"
        .formatted(
            numbers,
            norm == Norm.BATCH ? "" : ".withNorm(Mlp.Norm.NONE)",
            bend == Bend.RELU ? "" : ".withBend(Mlp.Bend.GELU)");
  }
}
