package alike.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.Parameter;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** LARS in all its forms against the published rules in double precision. */
class LarsTest {

  private static final int STEPS = 8;
  private static final Lars PLAIN = Lars.rate(2).decay(0.01).trust(0.02);

  /** What a form does to one parameter, whose numbers and velocity are changed in place. */
  private interface Rule {
    void apply(double[] weight, double[] velocity, double[] gradient, double rate);
  }

  private static double length(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number * number;
    }
    return Math.sqrt(sum);
  }

  private static double[] decayed(Lars lars, double[] weight, double[] gradient) {
    var direction = new double[weight.length];
    for (int i = 0; i < weight.length; i++) {
      direction[i] = gradient[i] + lars.decay() * weight[i];
    }
    return direction;
  }

  private static Rule rule(Lars lars) {
    return switch (lars.form()) {
      case RATE_AFTER ->
          (w, v, g, rate) -> {
            double[] d = decayed(lars, w, g);
            double ratio =
                length(w) > 0 && length(d) > 0 ? lars.trust() * length(w) / length(d) : 1;
            for (int i = 0; i < w.length; i++) {
              v[i] = lars.momentum() * v[i] + ratio * d[i];
              w[i] -= rate * v[i];
            }
          };
      case RATE_INSIDE ->
          (w, v, g, rate) -> {
            double[] d = decayed(lars, w, g);
            double ratio =
                length(w) > 0 && length(d) > 0 ? lars.trust() * length(w) / length(d) : 1;
            for (int i = 0; i < w.length; i++) {
              v[i] = lars.momentum() * v[i] + rate * ratio * d[i];
              w[i] -= v[i];
            }
          };
      case APART, APART_CLIPPED ->
          (w, v, g, rate) -> {
            double[] d = g;
            double ratio = 1;
            if (length(w) > 0 && length(g) > 0) {
              d = decayed(lars, w, g);
              ratio = lars.trust() * length(w) / (length(g) + lars.decay() * length(w) + 1e-8);
              if (lars.form() == Lars.Form.APART_CLIPPED) {
                ratio = Math.min(ratio / rate, 1);
              }
            }
            for (int i = 0; i < w.length; i++) {
              v[i] = lars.momentum() * v[i] + ratio * d[i];
              w[i] -= rate * v[i];
            }
          };
    };
  }

  private static Rule momentum(Lars lars) {
    boolean inside = lars.form() == Lars.Form.RATE_INSIDE;
    return (w, v, g, rate) -> {
      for (int i = 0; i < w.length; i++) {
        v[i] = lars.momentum() * v[i] + (inside ? rate : 1) * g[i];
        w[i] -= (inside ? 1 : rate) * v[i];
      }
    };
  }

  private static void follows(Backend backend, Lars lars) {
    try (var network = OptimizerTest.layer(backend);
        var updates = lars.start(backend, network.trainable())) {
      var weights = new ArrayList<double[]>();
      var velocities = new ArrayList<double[]>();
      for (var parameter : network.trainable()) {
        weights.add(OptimizerTest.doubles(parameter.getArray()));
        velocities.add(new double[(int) parameter.getArray().size()]);
      }
      for (int step = 1; step <= STEPS; step++) {
        double rate = lars.rate() / step;
        OptimizerTest.differentiate(network, step);
        var gradients = OptimizerTest.gradients(weights, step);
        updates.step(rate);
        for (int i = 0; i < weights.size(); i++) {
          var type = network.trainable().get(i).getType();
          boolean scaled = lars.scales() == Decayed.ALL || type == Parameter.Type.WEIGHT;
          (scaled ? rule(lars) : momentum(lars))
              .apply(weights.get(i), velocities.get(i), gradients.get(i), rate);
        }
      }
      for (int i = 0; i < weights.size(); i++) {
        double[] found = OptimizerTest.doubles(network.trainable().get(i).getArray());
        double[] expected = weights.get(i);
        double tolerance = 1e-5 * Math.max(1, length(expected));
        assertThat(found)
            .as("parameter %d by %s", i, lars)
            .containsExactly(expected, within(tolerance));
      }
    }
  }

  @OnBothEngines
  void every_form_is_its_published_rule(Backend backend) {
    for (var form : Lars.Form.values()) {
      var lars = PLAIN.form(form);
      for (var settings : List.of(lars, lars.scalingAll(), lars.decay(0), lars.momentum(0))) {
        follows(backend, settings);
      }
    }
  }

  @OnBothEngines
  void without_a_gradient_or_a_weight_it_stays_finite_and_unscaled(Backend backend) {
    for (var form : Lars.Form.values()) {
      try (var network = OptimizerTest.layer(backend);
          var updates =
              PLAIN.decay(0).form(form).scalingAll().start(backend, network.trainable())) {
        var before = network.trainable().stream().map(p -> p.getArray().toFloatArray()).toList();

        updates.step(0.1); // all gradients are 0, and so are the biases

        for (int i = 0; i < before.size(); i++) {
          assertThat(network.trainable().get(i).getArray().toFloatArray())
              .as("parameter %d by %s", i, form)
              .containsExactly(before.get(i));
        }
      }
    }
  }

  @OnBothEngines
  void steps_make_no_lasting_arrays(Backend backend) {
    try (var network = OptimizerTest.layer(backend);
        var updates = PLAIN.start(backend, network.trainable())) {
      int before = Census.of(backend);
      for (int step = 1; step <= 5; step++) {
        OptimizerTest.differentiate(network, step);
        updates.step(0.1);
        assertThat(Census.of(backend)).as("step %d", step).isEqualTo(before);
      }
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> Lars.rate(0)).hasMessageContaining("rate");
    assertThatThrownBy(() -> PLAIN.momentum(1)).hasMessageContaining("momentum");
    assertThatThrownBy(() -> PLAIN.decay(-1)).hasMessageContaining("decay");
    assertThatThrownBy(() -> PLAIN.trust(0)).hasMessageContaining("trust");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Lars.rate(0.3)).hasToString("Lars.rate(0.3)");
    assertThat(PLAIN.momentum(0.8).form(Lars.Form.APART).scalingAll().schedule(Line.warmup(0.1)))
        .hasToString(
            "Lars.rate(2.0).momentum(0.8).decay(0.01).trust(0.02).form(Lars.Form.APART).scalingAll().schedule(Line.warmup(0.1))");
  }
}
