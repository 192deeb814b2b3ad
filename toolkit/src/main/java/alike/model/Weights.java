package alike.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.initializer.Initializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The values of a network outside any engine, to start another one from. Immutable. */
public final class Weights {

  private final String origin;
  private final Map<String, Values> values;

  private Weights(String origin, Map<String, Values> values) {
    this.origin = origin;
    this.values = values;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Values(float[] numbers, Shape shape) {}

  /**
   * Copies a network's values, running statistics included.
   *
   * @param origin where they come from, for people
   */
  static Weights of(Network network, String origin) {
    var values = new LinkedHashMap<String, Values>();
    network
        .arrays()
        .forEach(
            (name, array) ->
                values.put(name, new Values(network.backend().read(array), array.getShape())));
    return new Weights(origin, values);
  }

  /**
   * Returns an architecture whose networks start from these values instead of random ones.
   *
   * @param architecture must have the layers that the values were taken from
   */
  public Architecture in(Architecture architecture) {
    return new Warm(architecture, this);
  }

  /** Returns the arrays' names in the network, in its order. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** Returns a copy of the numbers of one array, by its name in the network. */
  public float[] numbers(String name) {
    var kept = values.get(name);
    if (kept == null) {
      throw new IllegalArgumentException(
          "There is no \"%s\"; the arrays are %s.".formatted(name, values.keySet()));
    }
    return kept.numbers.clone();
  }

  private Initializer initializer(String name, Architecture architecture) {
    var kept = values.get(name);
    if (kept == null) {
      throw new IllegalArgumentException(
          "%s has a parameter \"%s\" that %s has no values for. Start from the same architecture."
              .formatted(architecture, name, origin));
    }
    return (manager, shape, type) -> create(manager, name, kept, shape, type);
  }

  private ai.djl.ndarray.NDArray create(
      NDManager manager, String name, Values kept, Shape shape, DataType type) {
    if (!kept.shape.equals(shape) || type != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "\"%s\" has the shape %s in %s, %s here. Start from the same architecture and images of as many channels."
              .formatted(name, kept.shape, origin, shape));
    }
    return manager.create(kept.numbers, shape);
  }

  /** Returns where the values come from. */
  @Override
  public String toString() {
    return origin;
  }

  /** An architecture with the values that its networks start from. */
  private record Warm(Architecture architecture, Weights weights) implements Architecture {

    @Override
    public Block create() {
      return architecture.create();
    }

    @Override
    public void prepare(Block block, RandomGenerator random) {
      for (var entry : block.getParameters()) {
        entry.getValue().setInitializer(weights.initializer(entry.getKey(), architecture));
      }
    }

    @Override
    public String toString() {
      return architecture.toString();
    }
  }
}
