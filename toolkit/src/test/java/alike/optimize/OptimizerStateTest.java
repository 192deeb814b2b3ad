package alike.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import alike.model.Network;
import alike.model.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What optimisers carry over, and what stands around their rule. */
class OptimizerStateTest {

  private static final List<Optimizer> ALL =
      List.of(
          Sgd.rate(0.05).withNesterov(),
          AdamW.rate(0.05),
          Lars.rate(0.5),
          AdamW.rate(0.05).scaledByBatch().clippedTo(0.5));

  private static void step(Network network, Optimizer.Updates updates, int step) {
    OptimizerTest.differentiate(network, step);
    updates.step(0.05);
  }

  private static List<float[]> values(Network network) {
    return network.trainable().stream().map(p -> p.getArray().toFloatArray()).toList();
  }

  @OnBothEngines
  void six_steps_are_three_then_saved_and_loaded_then_three(Backend backend) {
    for (var optimizer : ALL) {
      try (var straight = OptimizerTest.layer(backend);
          var resumed = OptimizerTest.layer(backend);
          var updates = optimizer.start(backend, straight.trainable());
          var first = optimizer.start(backend, resumed.trainable());
          var second = optimizer.start(backend, resumed.trainable());
          var state = State.on(backend)) {
        for (int step = 1; step <= 6; step++) {
          step(straight, updates, step);
        }
        for (int step = 1; step <= 3; step++) {
          step(resumed, first, step);
        }

        first.save(state.part("optimizer"));
        second.load(state.part("optimizer"));

        for (int step = 4; step <= 6; step++) {
          step(resumed, second, step);
        }
        for (int i = 0; i < values(straight).size(); i++) {
          assertThat(values(resumed).get(i))
              .as("%s", optimizer)
              .containsExactly(values(straight).get(i));
        }
      }
    }
  }

  @OnBothEngines
  void loading_changes_the_arrays_in_place_and_makes_none(Backend backend) {
    try (var network = OptimizerTest.layer(backend);
        var from = AdamW.rate(1).start(backend, network.trainable());
        var to = AdamW.rate(1).start(backend, network.trainable());
        var state = State.on(backend)) {
      step(network, from, 1);
      from.save(state);
      var before = List.copyOf(to.state().values());
      int arrays = Census.of(backend);

      to.load(state);

      assertThat(Census.of(backend)).isEqualTo(arrays);
      int place = 0;
      for (var entry : to.state().entrySet()) {
        assertThat(entry.getValue()).isSameAs(before.get(place++));
        assertThat(entry.getValue().toFloatArray())
            .containsExactly(state.get(entry.getKey()).toFloatArray());
      }
    }
  }

  @OnBothEngines
  void a_state_of_other_parameters_is_refused(Backend backend) {
    try (var network = OptimizerTest.layer(backend);
        var from = Sgd.rate(1).start(backend, network.trainable().subList(0, 2));
        var to = Sgd.rate(1).start(backend, network.trainable());
        var state = State.on(backend)) {
      from.save(state);

      assertThatThrownBy(() -> to.load(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("2 parameters", "has 4");
    }
  }

  @OnBothEngines
  void a_parameter_that_stood_still_counts_its_own_steps(Backend backend) {
    try (var late = OptimizerTest.layer(backend);
        var fresh = OptimizerTest.layer(backend);
        var ofLate = AdamW.rate(1).start(backend, late.trainable());
        var ofFresh = AdamW.rate(1).start(backend, fresh.trainable())) {
      Parameter frozen = late.trainable().get(0);
      for (int step = 1; step <= 3; step++) {
        OptimizerTest.differentiate(late, step);
        ofLate.step(parameter -> parameter == frozen ? 0 : 0.05);
      }
      step(late, ofLate, 4);
      step(fresh, ofFresh, 4);

      assertThat(values(late).get(0)).containsExactly(values(fresh).get(0));
      assertThat(values(late).get(1)).isNotEqualTo(values(fresh).get(1));
    }
  }

  @OnBothEngines
  void long_gradients_are_shortened_together_and_short_ones_left(Backend backend) {
    for (double length : new double[] {0.5, 1e6}) {
      try (var network = OptimizerTest.layer(backend);
          var updates =
              Sgd.rate(1)
                  .momentum(0)
                  .decay(0)
                  .clippedTo(length)
                  .start(backend, network.trainable())) {
        var weights =
            network.trainable().stream().map(p -> OptimizerTest.doubles(p.getArray())).toList();
        var gradients = OptimizerTest.gradients(weights, 1);
        double whole = Math.sqrt(gradients.stream().mapToDouble(g -> square(g)).sum());
        double factor = Math.min(1, length / whole);
        OptimizerTest.differentiate(network, 1);
        int before = Census.of(backend);

        updates.step(1);

        assertThat(Census.of(backend)).isEqualTo(before);
        for (int i = 0; i < weights.size(); i++) {
          var expected = weights.get(i).clone();
          for (int j = 0; j < expected.length; j++) {
            expected[j] -= factor * gradients.get(i)[j];
          }
          assertThat(OptimizerTest.doubles(network.trainable().get(i).getArray()))
              .containsExactly(expected, within(1e-5));
        }
      }
    }
  }

  private static double square(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number * number;
    }
    return sum;
  }

  @OnBothEngines
  void what_stands_still_adds_nothing_to_the_length(Backend backend) {
    try (var network = OptimizerTest.layer(backend);
        var updates =
            Sgd.rate(1).momentum(0).decay(0).clippedTo(0.5).start(backend, network.trainable())) {
      var moved = network.trainable().get(1);
      double[] before = OptimizerTest.doubles(moved.getArray());
      OptimizerTest.differentiate(network, 1);

      updates.step(parameter -> parameter == moved ? 1 : 0);

      double[] after = OptimizerTest.doubles(moved.getArray());
      for (int i = 0; i < after.length; i++) {
        after[i] -= before[i];
      }
      assertThat(Math.sqrt(square(after))).isCloseTo(0.5, within(1e-5));
    }
  }

  @Test
  void scaled_rates_grow_with_the_batch() {
    var lars = Lars.rate(0.3).schedule(Cosine.warmup(0.1));

    assertThat(lars.rateFor(4096)).isEqualTo(0.3);
    assertThat(lars.scaledByBatch().rateFor(256)).isEqualTo(0.3);
    assertThat(lars.scaledByBatch().rateFor(4096)).isCloseTo(4.8, within(1e-12));
    assertThat(lars.scaledByBatch().clippedTo(1).scaledByBatch().rateFor(512))
        .as("scaled once")
        .isCloseTo(0.6, within(1e-12));
  }

  @Test
  void wrapped_optimisers_print_as_the_java_that_makes_them_and_take_a_schedule() {
    Optimizer wrapped = Sgd.rate(0.1).decayingAll().scaledByBatch().clippedTo(2);

    assertThat(wrapped)
        .hasToString(
            "Sgd.rate(0.1).momentum(0.9).decay(5.0E-4).decayingAll().scaledByBatch().clippedTo(2.0)");
    assertThat(wrapped.schedule(Line.warmup(0)).schedule()).isEqualTo(Line.warmup(0));
    assertThatThrownBy(() -> wrapped.clippedTo(0)).hasMessageContaining("length of the gradient");
  }

  @OnBothEngines
  void a_scope_around_a_clipped_step_leaves_everything_open(Backend backend) {
    try (var network = OptimizerTest.layer(backend);
        var updates = AdamW.rate(1).clippedTo(1).start(backend, network.trainable())) {
      for (int step = 1; step <= 2; step++) {
        try (var scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          step(network, updates, step);
        }
      }
      updates.state().forEach((name, slot) -> assertThat(slot.toFloatArray()).doesNotContain(0f));
    }
  }
}
