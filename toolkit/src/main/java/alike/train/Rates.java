package alike.train;

import ai.djl.nn.Parameter;
import alike.method.Learner;
import alike.method.Moment;
import alike.optimize.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Which parameters an optimiser moves, and how fast each at a moment. */
final class Rates {

  private static final Moment START = new Moment(0, 1, 0, 1);

  private final Learner learner;
  private final double base;
  private final Schedule schedule;
  private final Map<Parameter, String> networks = new LinkedHashMap<>();

  Rates(Learner learner, Recipe recipe) {
    this.learner = learner;
    this.base = recipe.rate();
    this.schedule = recipe.schedule();
    learner
        .networks()
        .forEach(
            (name, network) -> {
              if (learner.pace(name, START) != Learner.Pace.FOLLOWING) {
                network.trainable().forEach(parameter -> networks.put(parameter, name));
              }
            });
  }

  /** Returns what the optimiser moves, in a fixed order. */
  List<Parameter> parameters() {
    return List.copyOf(networks.keySet());
  }

  /** Returns the scheduled learning rate of a moment. */
  double scheduled(Moment moment) {
    return base * schedule.factor(moment.step(), moment.steps());
  }

  /** Returns the learning rate of each parameter at a moment, 0 for what stands still. */
  ToDoubleFunction<Parameter> at(Moment moment) {
    var paces = new LinkedHashMap<String, Double>();
    learner.networks().keySet().forEach(name -> paces.put(name, rate(name, moment)));
    return parameter -> paces.get(networks.get(parameter));
  }

  private double rate(String network, Moment moment) {
    double factor = learner.rateFactor(network);
    return switch (learner.pace(network, moment)) {
      case SCHEDULED -> factor * scheduled(moment);
      case CONSTANT -> factor * base;
      case FROZEN, FOLLOWING -> 0;
    };
  }
}
