package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import java.util.ArrayList;
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
     * @param step which step this is, from 1
     */
    void apply(
        Parameter parameter,
        NDArray weight,
        NDArray gradient,
        List<NDArray> state,
        double rate,
        long step);
  }

  private final Backend backend;
  private final NDManager manager;
  private final Map<Parameter, List<NDArray>> slots = new LinkedHashMap<>();
  private final List<String> names;
  private final Rule rule;
  private long step;

  Slots(Backend backend, List<Parameter> parameters, List<String> names, Rule rule) {
    this.backend = backend;
    this.manager = backend.open();
    this.names = names;
    this.rule = rule;
    for (var parameter : parameters) {
      var own = new ArrayList<NDArray>();
      names.forEach(name -> own.add(manager.zeros(parameter.getArray().getShape())));
      slots.put(parameter, List.copyOf(own));
    }
  }

  @Override
  public void step(ToDoubleFunction<Parameter> rates) {
    step++;
    var unused = backend.evaluating(() -> apply(rates));
    backend.clearGradients(slots.keySet().stream().map(Parameter::getArray).toList());
  }

  private long apply(ToDoubleFunction<Parameter> rates) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      slots.forEach(
          (parameter, own) -> {
            var weight = parameter.getArray();
            double rate = rates.applyAsDouble(parameter);
            if (rate > 0) {
              rule.apply(parameter, weight, weight.getGradient(), own, rate, step);
            }
          });
    }
    return step;
  }

  @Override
  public Map<String, NDArray> state() {
    var state = new LinkedHashMap<String, NDArray>();
    slots.forEach(
        (parameter, own) -> {
          for (int i = 0; i < own.size(); i++) {
            state.put(parameter.getId() + "." + names.get(i), own.get(i));
          }
        });
    return state;
  }

  @Override
  public long taken() {
    return step;
  }

  @Override
  public void continueFrom(long steps) {
    step = steps;
  }

  /** Returns whether a parameter is decayed: weights are, biases and normalisations are not. */
  static boolean decays(Parameter parameter) {
    return parameter.getType() == Parameter.Type.WEIGHT;
  }

  @Override
  public void close() {
    manager.close();
  }
}
