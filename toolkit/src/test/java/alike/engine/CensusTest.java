package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class CensusTest {

  @OnBothEngines
  void counts_the_arrays_of_sub_managers_too(Backend backend) {
    try (var manager = backend.open()) {
      NDArray first = manager.ones(new Shape(2));
      try (var child = manager.newSubManager();
          var grandchild = child.newSubManager()) {
        NDArray second = grandchild.ones(new Shape(2));

        assertThat(Census.under(manager)).isEqualTo(2);
        second.close();
        assertThat(Census.under(manager)).isEqualTo(1);
      }
      assertThat(first.size()).isEqualTo(2);
    }
  }

  @OnBothEngines
  void of_an_engine_sees_every_manager(Backend backend) {
    int before = Census.of(backend);
    try (var manager = backend.open()) {
      NDArray array = manager.ones(new Shape(2));

      assertThat(Census.of(backend)).isEqualTo(before + 1);
      assertThat(array.size()).isEqualTo(2);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void tells_a_step_that_cleans_up_from_one_that_does_not(Backend backend) {
    try (var lasting = backend.open()) {
      NDArray weight = lasting.ones(new Shape(3));
      weight.setRequiresGradient(true);

      assertThat(censusOverSteps(backend, weight, true)).hasSize(1);
      assertThat(censusOverSteps(backend, weight, false)).hasSize(20);
    }
  }

  private static Set<Integer> censusOverSteps(Backend backend, NDArray weight, boolean scoped) {
    var seen = new TreeSet<Integer>();
    for (int step = 0; step < 20; step++) {
      if (scoped) {
        try (var scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          step(backend, weight);
        }
      } else {
        step(backend, weight);
      }
      seen.add(Census.of(backend));
    }
    return seen;
  }

  /** The parameter stands on the left, so all that comes of it stays with its manager. */
  private static void step(Backend backend, NDArray weight) {
    try (var tape = backend.record()) {
      tape.backward(weight.square().sum());
    }
    NDArray changed = backend.evaluating(() -> weight.subi(weight.getGradient().mul(0.1f)));
    backend.clearGradients(List.of(changed));
  }
}
