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
    Kept kept,
    Optimizer.Updates updates,
    Encoder encoder,
    List<Monitor> monitors) {

  /** The network that the run keeps, where it is none of the learner's. */
  static final String KEPT = "kept";

  /** Returns everything; the arrays stay those of the training, the caller closes the state. */
  State save() {
    var state = State.on(backend);
    var networks = state.part("network");
    learner.networks().forEach(networks::put);
    if (kept.network() != learner.encoder()) {
      networks.put(KEPT, kept.network());
    }
    updates.save(state.part("optimizer"));
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
              if (kept.network() != learner.encoder()) {
                networks.into(KEPT, kept.network());
              }
              updates.load(state.part("optimizer"));
              return true;
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
