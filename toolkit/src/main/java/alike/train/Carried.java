package alike.train;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.method.Learner;
import alike.model.Encoder;
import alike.model.State;
import alike.optimize.Optimizer;
import java.util.List;

/** All that a training carries from one step to the next. */
record Carried(
    Backend backend,
    Learner learner,
    Optimizer.Updates updates,
    Encoder encoder,
    List<Monitor> monitors) {

  private static final String STEPS = "steps";

  /** Returns everything; the arrays stay those of the training, the caller closes the state. */
  State save() {
    var state = State.on(backend);
    var networks = state.part("network");
    learner.networks().forEach(networks::put);
    var slots = state.part("optimizer");
    slots.put(STEPS, updates.taken());
    int slot = 0;
    for (var array : updates.state().values()) {
      slots.put(Integer.toString(slot++), array);
    }
    learner.save(state.part("learner"));
    for (int i = 0; i < monitors.size(); i++) {
      monitors.get(i).save(encoder, state.part("monitor" + i));
    }
    return state;
  }

  /** Takes everything over. */
  void load(State state) {
    var networks = state.part("network");
    var unused =
        backend.evaluating(
            () -> {
              learner.networks().forEach(networks::into);
              var slots = state.part("optimizer");
              int slot = 0;
              for (var array : updates.state().values()) {
                slots.into(Integer.toString(slot++), array);
              }
              updates.continueFrom(slots.longs(STEPS)[0]);
              return slot;
            });
    learner.load(state.part("learner"));
    for (int i = 0; i < monitors.size(); i++) {
      monitors.get(i).load(encoder, state.part("monitor" + i));
    }
  }

  /** Returns the name of a network that holds a number that is none; empty if all are finite. */
  String broken() {
    for (var network : learner.networks().entrySet()) {
      for (var array : network.getValue().arrays().values()) {
        if (!finite(array)) {
          return network.getKey();
        }
      }
    }
    return "";
  }

  private boolean finite(NDArray array) {
    for (float value : backend.read(array)) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
