package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import alike.engine.Backend;
import alike.engine.Scalars;
import alike.loss.Learned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** A block with its values, living in a manager of its own until it is closed. */
public final class Network implements AutoCloseable {

  private final Backend backend;
  private final NDManager manager;
  private final Block block;
  private final ParameterStore store;
  private final Architecture architecture;
  private final Shape input;
  private final Shape output;
  private final List<Network> parts = new ArrayList<>(); // owned, of a network beside others

  private Network(
      Backend backend, NDManager manager, Architecture architecture, Block block, Shape input) {
    this.backend = backend;
    this.architecture = architecture;
    this.manager = manager;
    this.block = block;
    this.store = new ParameterStore(manager, false);
    this.input = input;
    var outputs = block.getOutputShapes(new Shape[] {input});
    this.output = outputs.length == 0 ? new Shape(0) : outputs[0];
  }

  /**
   * Makes a network and draws its weights.
   *
   * @param architecture what to make
   * @param backend where it lives
   * @param seed decides the weights; the same on both engines
   * @param input the shape of one batch, for example [1, C, H, W]
   */
  public static Network of(Architecture architecture, Backend backend, long seed, Shape input) {
    var manager = backend.open();
    try {
      var block = architecture.create();
      architecture.prepare(block, random(seed));
      block.initialize(manager, DataType.FLOAT32, input);
      return new Network(backend, manager, architecture, block, input);
    } catch (RuntimeException e) {
      manager.close();
      throw new IllegalArgumentException(
          "%s does not fit inputs of shape %s: %s".formatted(architecture, input, e.getMessage()),
          e);
    }
  }

  /** Makes another network of the same architecture, with the same values. */
  public Network copy() {
    var copy = of(architecture, backend, 0, input);
    copy.follow(this, 0);
    return copy;
  }

  /**
   * Puts networks side by side as one that owns them: their outputs, each row brought to length 1,
   * one after the other; zeros for those not in use.
   *
   * @param networks of one input shape, 1 or more
   * @param inUse how many, from the first on, give their output; asked at every forward pass
   */
  public static Network beside(List<Network> networks, IntSupplier inUse) {
    var first = networks.get(0);
    var blocks = networks.stream().map(network -> network.block).toList();
    var block = new Joined(blocks, inUse);
    var manager = first.backend.open();
    var joined = new Network(first.backend, manager, () -> block, block, first.input);
    joined.parts.addAll(networks);
    return joined;
  }

  /** Makes arrays of no layer as a network, living like the others. */
  static Network free(List<Learned> arrays, Backend backend, long seed, Shape input) {
    return of(
        new Architecture() {
          @Override
          public Block create() {
            return new FreeArrays(arrays, random(seed));
          }

          @Override
          public void prepare(Block block, RandomGenerator random) {
            // each array knows its own start
          }
        },
        backend,
        seed,
        input);
  }

  private static RandomGenerator random(long seed) {
    return new SplittableRandom(seed);
  }

  /**
   * Computes the output.
   *
   * @param batch the result belongs to its manager
   * @param training whether layers normalise by the batch; inside a tape true, else false
   * @throws IllegalArgumentException if the inputs have another number of channels or dimensions
   */
  public NDArray forward(NDArray batch, boolean training) {
    requireFits(batch.getShape());
    if (batch.getShape().dimension() != 4) {
      return through(batch, training);
    }
    return backend.numbers(through(backend.images(batch, training), training), training);
  }

  private NDArray through(NDArray batch, boolean training) {
    return block.forward(store, new NDList(batch), training).singletonOrThrow();
  }

  /**
   * Computes the output in training mode without a gradient: a teacher's forward pass, inside a
   * tape or outside. Layers normalise by the batch.
   *
   * @param batch the result belongs to its manager
   */
  public NDArray teach(NDArray batch) {
    return backend.teaching(() -> forward(batch, true));
  }

  /**
   * Moves this network's values towards another's of the same architecture: {@code ξ ← mξ + (1 −
   * m)θ}. Running statistics are taken over as they are, since a teacher's own move on one engine
   * and stand still on the other. Outside a tape.
   *
   * @param online θ
   * @param momentum m, [0, 1]: 0 copies
   */
  public void follow(Network online, double momentum) {
    var unused = backend.evaluating(() -> followed(online, momentum));
  }

  private int followed(Network online, double momentum) {
    var own = block.getParameters();
    var others = online.block.getParameters();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (int i = 0; i < own.size(); i++) {
        var target = own.valueAt(i).getArray();
        var source = others.valueAt(i).getArray();
        if (momentum == 0 || !own.valueAt(i).requiresGradient()) {
          source.copyTo(target);
        } else {
          var unused = target.muli(momentum).addi(Scalars.times(source, 1 - momentum));
        }
      }
    }
    return own.size();
  }

  private void requireFits(Shape given) {
    if (given.dimension() != input.dimension() || given.get(1) != input.get(1)) {
      throw new IllegalArgumentException(
          "The network was made for inputs of shape %s, got %s. Their second number must be equal: images need the channels, vectors the width, that it was made for."
              .formatted(input, given));
    }
  }

  /** Returns what made the network. */
  public Architecture architecture() {
    return architecture;
  }

  /** Returns the shape of a batch of one input. */
  public Shape input() {
    return input;
  }

  /**
   * Returns whether a layer draws random numbers of the engine's in training: dropout does, and a
   * block that is not of DJL or Alike may.
   */
  public boolean draws() {
    return draws(block);
  }

  private static boolean draws(Block block) {
    var name = block.getClass().getName();
    boolean known = name.startsWith("ai.djl.nn.") || name.startsWith("alike.");
    return !known
        || block instanceof Dropout
        || block.getChildren().values().stream().anyMatch(Network::draws);
  }

  /** Returns the engine that the network lives on. */
  public Backend backend() {
    return backend;
  }

  /** Returns the width of the output. */
  public int width() {
    return output.dimension() == 0 ? 1 : (int) output.get(output.dimension() - 1);
  }

  /** Returns the parameters that training changes, in a fixed order. */
  public List<Parameter> trainable() {
    return block.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
  }

  /** Returns all values by name, running statistics included, in a fixed order. */
  public Map<String, NDArray> arrays() {
    var arrays = new LinkedHashMap<String, NDArray>();
    for (var entry : block.getParameters()) {
      arrays.put(entry.getKey(), entry.getValue().getArray());
    }
    return arrays;
  }

  /** Returns what the network is made of, with shapes and numbers, as a tree. */
  public Summary summary() {
    return Summary.of("", block, output);
  }

  /** Returns how many numbers training changes. */
  public long size() {
    return trainable().stream().mapToLong(parameter -> parameter.getArray().size()).sum();
  }

  @Override
  public void close() {
    parts.forEach(Network::close);
    manager.close();
  }
}
