package alike.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import alike.check.Require;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A head or predictor of linear layers of given widths, with a non-linearity between them.
 *
 * <p>Shapes: vectors [N, D]; result [N, last width].
 *
 * @param widths outputs of each layer, one layer or more
 * @param hidden what every layer but the last is made of
 * @param last what the last layer is made of
 */
public record MlpHead(List<Integer> widths, Hidden hidden, Last last) implements Head {

  /** What a layer that is not the last is made of. */
  public enum Hidden {
    /** Linear with bias, ReLU. */
    PLAIN,
    /** Linear without bias, batch normalisation, ReLU. */
    NORM,
    /** Linear with bias, batch normalisation, ReLU, as BYOL has it. */
    BIAS_NORM,
    /** Linear with bias, x Φ(x), as DINO has it for transformers. */
    GELU,
    /** Linear with bias, batch normalisation, x Φ(x), as DINO has it for conv nets. */
    NORM_GELU
  }

  /** What the last layer is made of. */
  public enum Last {
    /** Linear with bias. */
    PLAIN,
    /** Linear without bias. */
    UNBIASED,
    /** Linear without bias, batch normalisation. */
    NORM,
    /** Linear without bias, batch normalisation that learns neither scale nor shift. */
    FIXED_NORM
  }

  /** Checks and copies the widths. */
  public MlpHead {
    widths = List.copyOf(widths);
    Require.atLeast("the number of layers", 1, widths.size());
    widths.forEach(width -> Require.positive("width", width));
  }

  /** Returns layers with biases and without normalisation; one width makes one linear layer. */
  public static MlpHead widths(Integer... widths) {
    return new MlpHead(List.of(widths), Hidden.PLAIN, Last.PLAIN);
  }

  /** Returns the same widths with other hidden layers. */
  public MlpHead withHidden(Hidden value) {
    return new MlpHead(widths, value, last);
  }

  /** Returns the same widths with another last layer. */
  public MlpHead withLast(Last value) {
    return new MlpHead(widths, hidden, value);
  }

  @Override
  public int width() {
    return widths.get(widths.size() - 1);
  }

  @Override
  public Architecture on(int inputWidth) {
    return this::create;
  }

  private Block create() {
    var block = new SequentialBlock();
    for (int width : widths.subList(0, widths.size() - 1)) {
      block.add(Layers.linear(width, hidden != Hidden.NORM));
      if (hidden != Hidden.PLAIN && hidden != Hidden.GELU) {
        block.add(Layers.norm());
      }
      boolean smooth = hidden == Hidden.GELU || hidden == Hidden.NORM_GELU;
      block.add(smooth ? Activation.geluBlock() : Layers.relu());
    }
    block.add(Layers.linear(width(), last == Last.PLAIN));
    return switch (last) {
      case PLAIN, UNBIASED -> block;
      case NORM -> block.add(Layers.norm());
      case FIXED_NORM -> block.add(Layers.fixedNorm());
    };
  }

  @Override
  public String toString() {
    var numbers = widths.stream().map(String::valueOf).collect(Collectors.joining(", "));
    var code = new StringBuilder("MlpHead.widths(%s)".formatted(numbers));
    code.append(hidden == Hidden.PLAIN ? "" : ".withHidden(MlpHead.Hidden.%s)".formatted(hidden));
    return code.append(last == Last.PLAIN ? "" : ".withLast(MlpHead.Last.%s)".formatted(last))
        .toString();
  }
}
