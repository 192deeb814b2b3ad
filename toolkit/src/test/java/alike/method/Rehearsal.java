package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Scalars;
import alike.model.ConvNet;
import alike.model.Network;
import alike.model.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A learner with everything that a training gives it, step by step: 24 images of 8 × 8 in batches
 * of 8, three steps an epoch, views of normal numbers that the step alone decides, plain gradient
 * descent.
 */
final class Rehearsal implements AutoCloseable {

  static final int BATCH = 8;
  static final int SIDE = 8;
  static final int STEPS = 12;
  static final int EPOCHS = 4;
  static final double RATE = 0.05;
  static final ImageSet IMAGES = TinyImages.grey(24, SIDE, 1);
  static final ImageSet SECOND = TinyImages.colour(24, SIDE, 2); // for methods on pairs

  /** Makes the views of a step. */
  @FunctionalInterface
  interface Source {
    Views views(NDManager manager, int count, Moment moment);
  }

  private final Backend backend;
  private final Source source;
  private final int views;
  private final Learner learner;
  private int step;

  private Rehearsal(Backend backend, Source source, int views, Learner learner) {
    this.backend = backend;
    this.source = source;
    this.views = views;
    this.learner = learner;
  }

  static Rehearsal of(Method method, Backend backend, int seed) {
    return of(method, backend, seed, Rehearsal::noise);
  }

  static Rehearsal of(Method method, Backend backend, int seed, Source source) {
    var learner = method.start(start(backend, seed));
    return new Rehearsal(backend, source, method.views(), learner);
  }

  static Method.Start start(Backend backend, int seed) {
    return new Method.Start(
        ConvNet.widths(6, 8),
        backend,
        seed,
        IMAGES,
        Augment.simClr(SIDE),
        BATCH,
        Optional.of(new Method.Side(SECOND, Augment.simClr(SIDE))));
  }

  /** Returns views of normal numbers, of the images that stand in the set one after the other. */
  static Views noise(NDManager manager, int count, Moment moment) {
    var random = new SplittableRandom(moment.step());
    var pixels = new float[count * BATCH * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    int[] indices =
        IntStream.range(0, BATCH)
            .map(i -> (int) ((i * 5L + moment.step() * BATCH) % IMAGES.size()))
            .toArray();
    int[] labels = IntStream.of(indices).map(IMAGES::label).toArray();
    var shape = new Shape((long) count * BATCH, 1, SIDE, SIDE);
    return Views.of(manager.create(pixels, shape), count, indices, labels, moment);
  }

  Learner learner() {
    return learner;
  }

  Network network(String name) {
    return Objects.requireNonNull(learner.networks().get(name), name);
  }

  Moment moment() {
    return new Moment(step * EPOCHS / STEPS, EPOCHS, step, STEPS);
  }

  /** Takes a step and returns its loss. */
  double step() {
    double loss = backward();
    descend();
    end();
    return loss;
  }

  double[] steps(int count) {
    return IntStream.range(0, count).mapToDouble(i -> step()).toArray();
  }

  /** Starts a step: its epoch is prepared, its gradients are computed. */
  double backward() {
    if (step % (STEPS / EPOCHS) == 0) {
      learner.before(moment());
    }
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      try (var tape = backend.record()) {
        NDArray loss = learner.loss(source.views(manager, views, moment()));
        tape.backward(loss);
        return Scalars.value(loss);
      }
    }
  }

  /** Moves what learns against its gradients, which are dropped. */
  void descend() {
    var unused = backend.evaluating(this::descended);
    learner
        .networks()
        .forEach(
            (name, network) -> {
              if (learner.pace(name, moment()) != Learner.Pace.FOLLOWING) {
                backend.clearGradients(
                    network.trainable().stream().map(Parameter::getArray).toList());
              }
            });
  }

  private int descended() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (var parameter : moved()) {
        var weight = parameter.getArray();
        var unused = weight.subi(weight.getGradient().mul(RATE));
      }
    }
    return step;
  }

  private List<Parameter> moved() {
    var all = new ArrayList<Parameter>();
    learner
        .networks()
        .forEach(
            (name, network) -> {
              var pace = learner.pace(name, moment());
              if (pace == Learner.Pace.SCHEDULED || pace == Learner.Pace.CONSTANT) {
                all.addAll(network.trainable());
              }
            });
    return all;
  }

  /** Ends a step, after the optimiser. */
  void end() {
    learner.after(moment());
    step++;
  }

  /** Returns something of the views of the step at hand, as plain numbers. */
  float[] of(Function<Views, NDArray> work) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return work.apply(source.views(manager, views, moment())).toFloatArray();
    }
  }

  /** Returns all values of all networks, by name. */
  Map<String, float[]> values(String network) {
    var values = new LinkedHashMap<String, float[]>();
    network(network).arrays().forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  /** Returns what a checkpoint would hold. */
  Saved save() {
    try (var state = State.on(backend)) {
      learner.networks().forEach(state::put);
      learner.save(state.part("method"));
      var arrays = new LinkedHashMap<String, Object>();
      var shapes = new LinkedHashMap<String, Shape>();
      state
          .arrays()
          .forEach(
              (name, array) -> {
                boolean whole = array.getDataType() == DataType.INT64;
                arrays.put(name, whole ? array.toLongArray() : array.toFloatArray());
                shapes.put(name, array.getShape());
              });
      return new Saved(step, arrays, shapes);
    }
  }

  /** Returns numbers of a checkpoint by their full name. */
  float[] floats(String name) {
    return (float[]) Objects.requireNonNull(save().arrays().get(name), name);
  }

  /** Goes on where another training was saved. */
  void load(Saved saved) {
    try (var state = State.on(backend);
        var manager = backend.open()) {
      saved.arrays.forEach(
          (name, numbers) -> {
            var shape = saved.shapes.get(name);
            state.put(
                name,
                numbers instanceof long[] whole
                    ? manager.create(whole, shape)
                    : manager.create((float[]) numbers, shape));
          });
      learner.networks().forEach((name, network) -> loaded(state, name, network));
      learner.load(state.part("method"));
      step = saved.step;
    }
  }

  private void loaded(State state, String name, Network network) {
    boolean unused =
        backend.evaluating(
            () -> {
              state.into(name, network);
              return true;
            });
  }

  /**
   * A checkpoint in memory.
   *
   * @param arrays float[] or long[] by name
   */
  record Saved(int step, Map<String, Object> arrays, Map<String, Shape> shapes) {}

  @Override
  public void close() {
    learner.close();
    learner.encoder().close();
    learner.second().ifPresent(Network::close);
  }
}
