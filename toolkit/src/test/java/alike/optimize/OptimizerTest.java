package alike.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import alike.model.Architecture;
import alike.model.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Optimisers against the same rules in double precision, number by number. */
class OptimizerTest {

  private static final Architecture LAYER =
      () -> new SequentialBlock().add(Linear.builder().setUnits(3).build()).add(norm());
  private static final int STEPS = 12;

  private static BatchNorm norm() {
    return BatchNorm.builder().build();
  }

  static Network layer(Backend backend) {
    return Network.of(LAYER, backend, 5, new Shape(1, 4));
  }

  /** Gives each parameter the same made-up gradient on each engine: (w + step) · random. */
  static void differentiate(Network network, int step) {
    var backend = network.backend();
    var random = new SplittableRandom(step);
    try (var manager = backend.open();
        var scope = new NDScope();
        var tape = backend.record()) {
      scope.suppressNotUsedWarning();
      NDArray loss = manager.zeros(new Shape());
      for (var parameter : network.trainable()) {
        NDArray weight = parameter.getArray();
        var factors = new float[(int) weight.size()];
        for (int i = 0; i < factors.length; i++) {
          factors[i] = (float) random.nextGaussian();
        }
        NDArray given = manager.create(factors, weight.getShape());
        loss = loss.add(given.mul(weight.add(step).square()).sum().mul(0.5f));
      }
      tape.backward(loss);
    }
  }

  /** Returns the gradients that {@link #differentiate} makes at these values. */
  static List<double[]> gradients(List<double[]> weights, int step) {
    var random = new SplittableRandom(step);
    var gradients = new ArrayList<double[]>();
    for (double[] weight : weights) {
      var gradient = new double[weight.length];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = random.nextGaussian() * (weight[i] + step);
      }
      gradients.add(gradient);
    }
    return gradients;
  }

  static double[] doubles(NDArray array) {
    float[] floats = array.toFloatArray();
    var doubles = new double[floats.length];
    Arrays.setAll(doubles, i -> floats[i]);
    return doubles;
  }

  /** One number of the parameters with its state, as the formulas have it. */
  private static final class Scalar {
    private double weight;
    private double first;
    private double second;
  }

  /** What an optimiser does to a number. */
  private interface Rule {
    void apply(Scalar number, double gradient, double rate, boolean decays, int step);
  }

  private static void follows(Backend backend, Optimizer optimizer, Rule rule) {
    try (var network = layer(backend);
        var updates = optimizer.start(backend, network.trainable())) {
      var numbers = network.trainable().stream().map(OptimizerTest::numbers).toList();
      boolean all = optimizer instanceof Sgd sgd && sgd.decays() == Decayed.ALL;
      for (int step = 1; step <= STEPS; step++) {
        double rate = optimizer.rate() / step;
        differentiate(network, step);
        updates.step(rate);
        var random = new SplittableRandom(step);
        for (int i = 0; i < numbers.size(); i++) {
          boolean decays = all || network.trainable().get(i).getType() == Parameter.Type.WEIGHT;
          for (var number : numbers.get(i)) {
            double gradient = random.nextGaussian() * (number.weight + step);
            rule.apply(number, gradient, rate, decays, step);
          }
        }
      }
      assertThat(numbers).hasSize(4); // weight and bias, gamma and beta
      for (int i = 0; i < numbers.size(); i++) {
        float[] weights = network.trainable().get(i).getArray().toFloatArray();
        for (int j = 0; j < weights.length; j++) {
          double expected = numbers.get(i).get(j).weight;
          assertThat((double) weights[j])
              .as("number %d of %s", j, network.trainable().get(i).getName())
              .isCloseTo(expected, within(2e-5 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  private static List<Scalar> numbers(Parameter parameter) {
    float[] values = parameter.getArray().toFloatArray();
    var numbers = new Scalar[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = new Scalar();
      numbers[i].weight = values[i];
    }
    return List.of(numbers);
  }

  private static Rule adamW(AdamW settings) {
    return (number, gradient, rate, decays, step) -> {
      number.first = settings.beta1() * number.first + (1 - settings.beta1()) * gradient;
      number.second =
          settings.beta2() * number.second + (1 - settings.beta2()) * gradient * gradient;
      double mean = number.first / (1 - Math.pow(settings.beta1(), step));
      double square = number.second / (1 - Math.pow(settings.beta2(), step));
      double decay = decays ? settings.decay() : 0;
      number.weight -= rate * (decay * number.weight + mean / (Math.sqrt(square) + 1e-8));
    };
  }

  private static Rule sgd(Sgd settings) {
    return (number, gradient, rate, decays, step) -> {
      double direction = gradient + (decays ? settings.decay() : 0) * number.weight;
      number.first = settings.momentum() * number.first + direction;
      double along =
          settings.nesterov() ? direction + settings.momentum() * number.first : number.first;
      number.weight -= rate * along;
    };
  }

  @OnBothEngines
  void adam_w_is_its_formula(Backend backend) {
    var plain = AdamW.rate(0.02);
    for (var settings :
        List.of(
            plain, plain.decay(0), plain.decay(0.5), plain.betas(0.5, 0.9), plain.betas(0, 0))) {
      follows(backend, settings, adamW(settings));
    }
  }

  @OnBothEngines
  void sgd_is_its_formula(Backend backend) {
    var plain = Sgd.rate(0.01);
    for (var settings :
        List.of(
            plain,
            plain.decay(0),
            plain.decay(0.5),
            plain.momentum(0),
            plain.decay(0.5).decayingAll(),
            plain.decay(0.5).withNesterov())) {
      follows(backend, settings, sgd(settings));
    }
  }

  @OnBothEngines
  void decay_alone_shrinks_weights_but_no_bias_and_no_normalisation(Backend backend) {
    for (var optimizer : List.of(AdamW.rate(0.1).decay(0.5), Sgd.rate(0.1).decay(0.5))) {
      try (var network = layer(backend);
          var updates = optimizer.start(backend, network.trainable())) {
        for (var parameter : network.trainable()) {
          NDArray shifted = backend.evaluating(() -> parameter.getArray().addi(1));
          assertThat(shifted.size()).isPositive();
        }
        var before = network.trainable().stream().map(p -> p.getArray().toFloatArray()).toList();

        updates.step(0.1); // without any gradient

        for (int i = 0; i < before.size(); i++) {
          var parameter = network.trainable().get(i);
          float factor = parameter.getType() == Parameter.Type.WEIGHT ? 0.95f : 1;
          float[] after = parameter.getArray().toFloatArray();
          for (int j = 0; j < after.length; j++) {
            assertThat(after[j])
                .as("%s by %s", parameter.getName(), optimizer)
                .isCloseTo(factor * before.get(i)[j], within(1e-6f));
          }
        }
      }
    }
  }

  @OnBothEngines
  void a_scope_around_the_step_leaves_the_state_open(Backend backend) {
    try (var network = layer(backend);
        var updates = AdamW.rate(0.1).start(backend, network.trainable())) {
      for (int step = 1; step <= 3; step++) {
        try (var scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          differentiate(network, step);
          updates.step(0.1);
        }
      }
      assertThat(updates.state()).hasSize(8);
      updates
          .state()
          .forEach((name, slot) -> assertThat(slot.toFloatArray()).as(name).doesNotContain(0f));
    }
  }

  @OnBothEngines
  void steps_make_no_lasting_arrays_and_closing_ends_the_state(Backend backend) {
    int before = Census.of(backend);
    try (var network = layer(backend)) {
      int without = Census.of(backend);
      try (var updates = AdamW.rate(0.1).start(backend, network.trainable())) {
        assertThat(Census.of(backend)).isEqualTo(without + 8);
        for (int step = 1; step <= 10; step++) {
          differentiate(network, step);
          updates.step(0.1);
          assertThat(Census.of(backend)).as("step %d", step).isEqualTo(without + 8);
        }
      }
      assertThat(Census.of(backend)).isEqualTo(without);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> AdamW.rate(0)).hasMessageContainingAll("rate", "0.0");
    assertThatThrownBy(() -> AdamW.rate(Double.NaN)).hasMessageContaining("rate");
    assertThatThrownBy(() -> AdamW.rate(1).decay(-1)).hasMessageContaining("decay");
    assertThatThrownBy(() -> AdamW.rate(1).betas(1, 0.9)).hasMessageContaining("beta1");
    assertThatThrownBy(() -> AdamW.rate(1).betas(0.9, 1)).hasMessageContaining("beta2");
    assertThatThrownBy(() -> Sgd.rate(-1)).hasMessageContainingAll("rate", "-1.0");
    assertThatThrownBy(() -> Sgd.rate(1).momentum(1)).hasMessageContaining("momentum");
    assertThatThrownBy(() -> Sgd.rate(1).decay(Double.NaN)).hasMessageContaining("decay");
  }

  @Test
  void each_prints_as_the_java_that_makes_it() {
    assertThat(AdamW.rate(0.001)).hasToString("AdamW.rate(0.001)");
    assertThat(AdamW.rate(0.1).decay(0).betas(0.8, 0.9).schedule(Cosine.warmup(0.1)))
        .hasToString("AdamW.rate(0.1).decay(0.0).betas(0.8, 0.9).schedule(Cosine.warmup(0.1))");
    assertThat(Sgd.rate(0.06)).hasToString("Sgd.rate(0.06).momentum(0.9).decay(5.0E-4)");
    assertThat(Sgd.rate(0.1).withNesterov().schedule(Cosine.warmup(0)))
        .hasToString(
            "Sgd.rate(0.1).momentum(0.9).decay(5.0E-4).withNesterov().schedule(Cosine.warmup(0.0))");
  }
}
