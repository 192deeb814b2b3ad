package alike.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.engine.Scalars;
import alike.loss.Batch;
import alike.loss.Clip;
import alike.loss.Loss;
import alike.loss.MaxMargin;
import alike.loss.NtXent;
import alike.loss.ProxyAnchor;
import alike.loss.ProxyNca;
import alike.loss.SigLip;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossArraysTest {

  private static final int WIDTH = 3;
  private static final List<Loss> LOSSES =
      List.of(
          Clip.standard().withScale(3),
          SigLip.standard(),
          ProxyNca.classes(4),
          ProxyAnchor.classes(4),
          MaxMargin.standard().withBeta(1).withBoundary(MaxMargin.Boundary.LEARNED));

  private static LossArrays arrays(Loss loss, Backend backend) {
    return LossArrays.of(loss, WIDTH, backend, 5);
  }

  private static NDArray loss(Loss loss, LossArrays arrays, NDArray views) {
    return loss.of(arrays.given(Batch.of(views).withLabels(0, 1, 0, 3, 1)));
  }

  /** Returns the loss, its gradients left with the arrays. */
  private static double step(Loss loss, LossArrays arrays, Backend backend) {
    backend.clearGradients(arrays.network().trainable().stream().map(Parameter::getArray).toList());
    try (var manager = backend.open();
        var scope = new NDScope();
        var tape = backend.record()) {
      scope.suppressNotUsedWarning();
      NDArray views = manager.create(NetworkTest.numbers(2 * 5 * WIDTH, 1), new Shape(2, 5, WIDTH));
      views.setRequiresGradient(true);
      NDArray value = loss(loss, arrays, views);
      tape.backward(value);
      return Scalars.value(value);
    }
  }

  private static void move(NDArray array, int place, float by, Backend backend) {
    float[] numbers = array.toFloatArray();
    numbers[place] += by;
    var unused =
        backend.evaluating(
            () -> {
              try (var manager = backend.open()) {
                manager.create(numbers, array.getShape()).copyTo(array);
                return array;
              }
            });
  }

  @OnBothEngines
  void each_array_gets_the_gradient_of_finite_differences(Backend backend) {
    for (var loss : LOSSES) {
      try (var arrays = arrays(loss, backend)) {
        for (var parameter : arrays.network().trainable()) {
          var array = parameter.getArray();
          for (int i = 0; i < array.size(); i += 2) {
            double value = step(loss, arrays, backend);
            double gradient;
            try (var found = array.getGradient()) {
              gradient = found.toFloatArray()[i];
            }
            move(array, i, 5e-4f, backend);
            double above = step(loss, arrays, backend);
            move(array, i, -1e-3f, backend);
            double below = step(loss, arrays, backend);
            move(array, i, 5e-4f, backend);

            assertThat(gradient)
                .as("%s by number %d of %s, loss %s", loss, i, parameter.getName(), value)
                .isCloseTo((above - below) / 1e-3, within(1e-2 * Math.max(1, Math.abs(gradient))));
          }
        }
      }
    }
  }

  @Test
  void they_start_alike_on_both_engines_at_the_papers_values() {
    for (var loss : LOSSES) {
      try (var one = arrays(loss, Engines.backend("MXNet"));
          var other = arrays(loss, Engines.backend("PyTorch"))) {
        var expected = one.network().arrays();
        other
            .network()
            .arrays()
            .forEach(
                (name, array) ->
                    assertThat(array.toFloatArray())
                        .as("%s of %s", name, loss)
                        .containsExactly(requireNonNull(expected.get(name)).toFloatArray()));
      }
    }
  }

  @OnBothEngines
  void scale_boundary_and_proxies_have_their_shapes_and_starts(Backend backend) {
    try (var clip = arrays(Clip.standard(), backend);
        var margin = arrays(LOSSES.get(4), backend);
        var proxies = arrays(ProxyNca.classes(4), backend)) {
      var scale = requireNonNull(clip.network().arrays().get("log_scale"));
      assertThat(scale.getShape()).isEqualTo(new Shape());
      assertThat((double) scale.toFloatArray()[0]).isCloseTo(Math.log(1 / 0.07), within(1e-6));
      assertThat(requireNonNull(margin.network().arrays().get("boundary")).toFloatArray())
          .containsExactly(1f);
      float[] points = requireNonNull(proxies.network().arrays().get("proxies")).toFloatArray();
      assertThat(points).hasSize(4 * WIDTH).doesNotHaveDuplicates();
      assertThat(proxies.network().size()).isEqualTo(4 * WIDTH);
    }
  }

  @OnBothEngines
  void no_optimiser_decays_them(Backend backend) {
    for (var loss : LOSSES) {
      try (var arrays = arrays(loss, backend)) {
        assertThat(arrays.network().trainable())
            .extracting(Parameter::getType)
            .containsOnly(Parameter.Type.BIAS);
      }
    }
  }

  @OnBothEngines
  void a_loss_that_learns_nothing_has_none(Backend backend) {
    try (var arrays = arrays(NtXent.temperature(0.5), backend)) {
      assertThat(arrays.isEmpty()).isTrue();
      assertThat(arrays.network().size()).isZero();
      assertThat(arrays.network().trainable()).isEmpty();
    }
  }

  @OnBothEngines
  void nothing_outlives_a_step_or_the_arrays(Backend backend) {
    for (var loss : LOSSES) {
      int before = Census.of(backend);
      try (var arrays = arrays(loss, backend)) {
        double value = step(loss, arrays, backend);
        int during = Census.of(backend);

        assertThat(step(loss, arrays, backend)).isEqualTo(value);
        assertThat(Census.of(backend)).as(loss.toString()).isEqualTo(during);
      }
      assertThat(Census.of(backend)).as(loss.toString()).isEqualTo(before);
    }
  }
}
