package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static final Shape IMAGE = new Shape(1, 2, 8, 8);
  private static final Architecture SMALL = ConvNet.widths(4, 6);

  /** Returns the same numbers for the same seed. */
  static float[] numbers(int count, int seed) {
    var random = new SplittableRandom(seed);
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  static float[] evaluated(Network network, float[] values, Shape shape) {
    var backend = network.backend();
    return backend.evaluating(
        () -> {
          try (var manager = backend.open();
              var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return network.forward(manager.create(values, shape), false).toFloatArray();
          }
        });
  }

  /** Runs one training pass, forwards and backwards, and returns its outputs. */
  static float[] trained(Network network, float[] values, Shape shape) {
    var backend = network.backend();
    try (var manager = backend.open();
        var scope = new NDScope();
        var tape = backend.record()) {
      scope.suppressNotUsedWarning();
      NDArray output = network.forward(manager.create(values, shape), true);
      tape.backward(output.square().sum());
      return output.toFloatArray();
    }
  }

  @Test
  void one_seed_gives_one_network_on_both_engines() {
    try (var one = Network.of(SMALL, Engines.backend("MXNet"), 7, IMAGE);
        var other = Network.of(SMALL, Engines.backend("PyTorch"), 7, IMAGE)) {
      assertThat(other.arrays().keySet()).containsExactlyElementsOf(one.arrays().keySet());
      for (int i = 0; i < one.trainable().size(); i++) {
        var parameter = one.trainable().get(i);
        float[] numbers = other.trainable().get(i).getArray().toFloatArray();

        assertThat(numbers)
            .as(parameter.getName())
            .containsExactly(parameter.getArray().toFloatArray());
      }
    }
  }

  @OnBothEngines
  void another_seed_gives_another_network(Backend backend) {
    try (var one = Network.of(SMALL, backend, 7, IMAGE);
        var other = Network.of(SMALL, backend, 8, IMAGE)) {
      var first = one.trainable().get(0).getArray();

      assertThat(other.trainable().get(0).getArray().toFloatArray())
          .isNotEqualTo(first.toFloatArray());
    }
  }

  @Test
  void both_engines_compute_the_same_output() {
    var shape = new Shape(3, 2, 8, 8);
    float[] images = numbers(3 * 2 * 64, 1);
    try (var one = Network.of(SMALL, Engines.backend("MXNet"), 7, IMAGE);
        var other = Network.of(SMALL, Engines.backend("PyTorch"), 7, IMAGE)) {
      assertThat(evaluated(one, images, shape))
          .containsExactly(evaluated(other, images, shape), within(1e-4f));
      assertThat(trained(one, images, shape))
          .containsExactly(trained(other, images, shape), within(1e-4f));
      assertThat(evaluated(one, images, shape)) // by the statistics that the pass has moved
          .containsExactly(evaluated(other, images, shape), within(2e-2f));
    }
  }

  @OnBothEngines
  void weights_spread_as_he_has_it(Backend backend) {
    try (var network = Network.of(ConvNet.widths(32, 64), backend, 1, IMAGE)) {
      float[] weights = network.trainable().get(3).getArray().toFloatArray(); // [64, 32, 3, 3]

      double squares = 0;
      for (float weight : weights) {
        squares += weight * weight;
      }
      assertThat(weights).hasSize(64 * 32 * 9);
      assertThat(squares / weights.length).isCloseTo(2.0 / (64 * 9), within(2e-4));
    }
  }

  @OnBothEngines
  void a_training_pass_moves_the_running_statistics(Backend backend) {
    try (var network = Network.of(SMALL, backend, 7, IMAGE)) {
      float[] start = statistics(network, "runningMean");

      float[] unused = trained(network, numbers(4 * 2 * 64, 3), new Shape(4, 2, 8, 8));

      assertThat(statistics(network, "runningMean")).isNotEqualTo(start);
      assertThat(statistics(network, "runningVar")).doesNotContain(1f);
      assertThat(unused).isNotEmpty();
    }
  }

  @OnBothEngines
  void running_statistics_keep_nine_tenths_at_each_pass(Backend backend) {
    Architecture norm = () -> new SequentialBlock().add(Layers.norm());
    try (var network = Network.of(norm, backend, 1, new Shape(1, 1))) {
      for (int pass = 1; pass <= 2; pass++) {
        float[] unused = trained(network, new float[] {10, 20, 30, 40}, new Shape(4, 1));

        double expected = 25 * (1 - Math.pow(0.9, pass));
        assertThat(statistics(network, "runningMean"))
            .containsExactly(new float[] {(float) expected}, within(1e-4f));
        assertThat(unused).hasSize(4);
      }
    }
  }

  private static float[] statistics(Network network, String kind) {
    var entry =
        network.arrays().entrySet().stream()
            .filter(array -> array.getKey().endsWith(kind))
            .findFirst()
            .orElseThrow();
    return entry.getValue().toFloatArray();
  }

  @OnBothEngines
  void evaluation_leaves_the_running_statistics_and_does_not_look_at_the_batch(Backend backend) {
    try (var network = Network.of(SMALL, backend, 7, IMAGE)) {
      float[] start = statistics(network, "runningMean");
      float[] images = numbers(4 * 2 * 64, 3);

      float[] all = evaluated(network, images, new Shape(4, 2, 8, 8));
      float[] first = evaluated(network, Arrays.copyOf(images, 2 * 64), IMAGE);

      assertThat(Arrays.copyOf(all, first.length)).containsExactly(first, within(1e-5f));
      assertThat(statistics(network, "runningMean")).containsExactly(start);
    }
  }

  @OnBothEngines
  void a_teachers_pass_normalises_by_the_batch_outside_of_a_tape(Backend backend) {
    Architecture norm = () -> new SequentialBlock().add(Layers.norm());
    try (var network = Network.of(norm, backend, 1, new Shape(1, 1));
        var manager = backend.open()) {
      NDArray input = manager.create(new float[] {10, 20, 30, 40}, new Shape(4, 1));

      float[] output = backend.teaching(() -> network.forward(input, true).toFloatArray());

      double unit = 1 / Math.sqrt(125); // the batch has mean 25 and variance 125
      assertThat(output)
          .containsExactly(
              new float[] {
                (float) (-15 * unit), (float) (-5 * unit), (float) (5 * unit), (float) (15 * unit)
              },
              within(1e-4f));
    }
  }

  @Test
  void mxnet_refuses_modes_that_disagree_with_the_tape() {
    var backend = Engines.backend("MXNet");
    Architecture norm = () -> new SequentialBlock().add(Layers.norm());
    try (var network = Network.of(norm, backend, 1, new Shape(1, 1));
        var manager = backend.open()) {
      NDArray input = manager.ones(new Shape(4, 1));

      assertThatThrownBy(() -> network.forward(input, true)).hasMessageContaining("align");
    }
  }

  @OnBothEngines
  void a_block_of_ones_own_is_an_architecture(Backend backend) {
    Architecture mine =
        () -> new SequentialBlock().add(Blocks.batchFlattenBlock()).add(Layers.linear(5, true));
    try (var network = Network.of(mine, backend, 3, IMAGE)) {
      assertThat(network.width()).isEqualTo(5);
      assertThat(network.size()).isEqualTo(2 * 64 * 5 + 5);
      assertThat(evaluated(network, numbers(2 * 2 * 64, 1), new Shape(2, 2, 8, 8))).hasSize(10);
    }
  }

  @OnBothEngines
  void inputs_of_another_shape_are_an_error_that_names_both_shapes(Backend backend) {
    try (var network = Network.of(SMALL, backend, 7, IMAGE)) {
      var wrong = new Shape(2, 3, 8, 8);

      assertThatThrownBy(() -> evaluated(network, numbers(2 * 3 * 64, 1), wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("(2, 3, 8, 8)", "(1, 2, 8, 8)");
    }
  }

  @OnBothEngines
  void an_architecture_that_does_not_fit_the_images_is_an_error_and_leaves_nothing(
      Backend backend) {
    var tooDeep = ConvNet.widths(4, 4, 4, 4, 4).withGrid(3);
    int before = Census.of(backend);

    assertThatThrownBy(() -> Network.of(tooDeep, backend, 1, IMAGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("does not fit", "(1, 2, 8, 8)");
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void nothing_is_left_of_a_closed_network_and_its_passes(Backend backend) {
    int before = Census.of(backend);
    try (var network = Network.of(SMALL, backend, 7, IMAGE)) {
      float[] one = trained(network, numbers(2 * 2 * 64, 3), new Shape(2, 2, 8, 8));
      int during = Census.of(backend);
      for (int pass = 0; pass < 5; pass++) {
        one = trained(network, numbers(2 * 2 * 64, 3), new Shape(2, 2, 8, 8));
        one = evaluated(network, numbers(2 * 2 * 64, 3), new Shape(2, 2, 8, 8));
      }

      assertThat(Census.of(backend)).isEqualTo(during);
      assertThat(one).isNotEmpty();
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }
}
