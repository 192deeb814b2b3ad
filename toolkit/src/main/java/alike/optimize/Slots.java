package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import alike.model.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The state of an optimiser: some arrays of zeros beside every parameter, in a manager of their
 * own.
 *
 * <p>DJL's optimisers stay unused: on PyTorch most of them throw, none saves its state, and that
 * state outlives the run.
 */
final class Slots implements Optimizer.Updates {

  /** Changes one parameter. */
  interface Rule {

    /**
     * Changes {@code weight} in place; all arrays that it makes are closed for it.
     *
     * @param parameter what is changed
     * @param weight its value
     * @param gradient its gradient
     * @param state the parameter's own slots
     * @param rate the learning rate
     * @param step which of the parameter's steps this is, from 1
     */
    void apply(
        Parameter parameter,
        NDArray weight,
        NDArray gradient,
        List<NDArray> state,
        double rate,
        long step);
  }

  /** What belongs to one parameter. */
  private static final class Own {
    private final List<NDArray> arrays;
    private long steps;

    Own(List<NDArray> arrays) {
      this.arrays = List.copyOf(arrays);
    }
  }

  private final Backend backend;
  private final NDManager manager;
  private final Map<Parameter, Own> slots = new LinkedHashMap<>();
  private final List<String> names;
  private final Rule rule;

  Slots(Backend backend, List<Parameter> parameters, List<String> names, Rule rule) {
    this.backend = backend;
    this.manager = backend.open();
    this.names = names;
    this.rule = rule;
    for (var parameter : parameters) {
      var shape = parameter.getArray().getShape();
      slots.put(parameter, new Own(names.stream().map(name -> manager.zeros(shape)).toList()));
    }
  }

  @Override
  public void step(ToDoubleFunction<Parameter> rates) {
    var unused = backend.evaluating(() -> apply(rates));
    backend.clearGradients(slots.keySet().stream().map(Parameter::getArray).toList());
  }

  private int apply(ToDoubleFunction<Parameter> rates) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      slots.forEach((parameter, own) -> apply(parameter, own, rates.applyAsDouble(parameter)));
    }
    return slots.size();
  }

  private void apply(Parameter parameter, Own own, double rate) {
    if (rate > 0) {
      var weight = parameter.getArray();
      rule.apply(parameter, weight, weight.getGradient(), own.arrays, rate, ++own.steps);
    }
  }

  @Override
  public Map<String, NDArray> state() {
    var state = new LinkedHashMap<String, NDArray>();
    int place = 0;
    for (var own : slots.values()) {
      for (int i = 0; i < names.size(); i++) {
        state.put(place + "." + names.get(i), own.arrays.get(i));
      }
      place++;
    }
    return state;
  }

  @Override
  public void save(State state) {
    state().forEach(state::put);
    state.put("steps", slots.values().stream().mapToLong(own -> own.steps).toArray());
  }

  @Override
  public void load(State state) {
    long[] steps = state.longs("steps");
    if (steps.length != slots.size()) {
      throw new IllegalArgumentException(
          "The optimiser's state is of %d parameters, the training has %d. Train with the settings that wrote it."
              .formatted(steps.length, slots.size()));
    }
    state().forEach(state::into);
    int place = 0;
    for (var own : slots.values()) {
      own.steps = steps[place++];
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
