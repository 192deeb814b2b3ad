package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.Graded;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VitTest {

  private static final Shape IMAGE = new Shape(1, 1, 4, 6);
  private static final Vit TINY = Vit.small().withPatch(2).withWidth(8).withDepth(2).withHeads(2);
  private static final List<Vit> KINDS =
      List.of(
          TINY, TINY.withPositions(Vit.Positions.SINES).withPooling(Vit.Pooling.MEAN).withDepth(1));

  /** Starts from larger weights, so that gradients are not all about 0. */
  private static Architecture rough(Vit vit) {
    return new Architecture() {
      @Override
      public Block create() {
        return vit.create();
      }

      @Override
      public void prepare(Block block, RandomGenerator random) {
        block.setInitializer(new CutNormal(0.5, random), Parameter.Type.WEIGHT);
        block.setInitializer(new CutNormal(0.5, random), Parameter.Type.OTHER);
      }
    };
  }

  private static NDArray scored(Network network, NDArray images) {
    NDArray outputs = network.forward(images, true);
    float[] weights = NetworkTest.numbers((int) outputs.size(), 9);
    return outputs.mul(images.getManager().create(weights, outputs.getShape())).sum();
  }

  private static double value(Network network, float[] images, Shape shape) {
    return Graded.of(network.backend(), images, shape, x -> scored(network, x)).value();
  }

  @OnBothEngines
  void has_the_gradient_of_finite_differences(Backend backend) {
    var shape = new Shape(2, 1, 4, 6);
    for (var vit : KINDS) {
      try (var network = Network.of(rough(vit), backend, 3, IMAGE)) {
        float[] images = NetworkTest.numbers(48, 1);
        var graded = Graded.of(backend, images, shape, x -> scored(network, x));

        for (int i = 0; i < images.length; i += 5) {
          float h = 1e-2f;
          float[] above = images.clone();
          above[i] += h;
          float[] below = images.clone();
          below[i] -= h;
          double slope = (value(network, above, shape) - value(network, below, shape)) / (2 * h);
          assertThat((double) graded.gradient()[i])
              .as("%s by pixel %d", vit, i)
              .isCloseTo(slope, within(5e-3 * Math.max(1, Math.abs(slope))));
        }
      }
    }
  }

  /** Returns the gradient by every parameter, by name and place. */
  private static float[] gradients(Network network, float[] images, Shape shape) {
    var backend = network.backend();
    try (var manager = backend.open();
        var scope = new NDScope();
        var tape = backend.record()) {
      scope.suppressNotUsedWarning();
      tape.backward(scored(network, manager.create(images, shape)));
      var numbers = new float[(int) network.size()];
      int at = 0;
      for (var parameter : network.trainable()) {
        float[] gradient = parameter.getArray().getGradient().toFloatArray();
        System.arraycopy(gradient, 0, numbers, at, gradient.length);
        at += gradient.length;
      }
      return numbers;
    }
  }

  @Test
  void both_engines_compute_the_same_outputs_and_gradients() {
    var shape = new Shape(3, 1, 4, 6);
    float[] images = NetworkTest.numbers(72, 2);
    for (var vit : KINDS) {
      try (var one = Network.of(rough(vit), Engines.backend("MXNet"), 3, IMAGE);
          var other = Network.of(rough(vit), Engines.backend("PyTorch"), 3, IMAGE)) {
        float[] expected = NetworkTest.evaluated(one, images, shape);
        assertThat(NetworkTest.evaluated(other, images, shape))
            .containsExactly(expected, within(1e-4f));
        float[] gradients = gradients(one, images, shape);
        float largest = 0;
        for (float number : gradients) {
          largest = Math.max(largest, Math.abs(number));
        }
        assertThat(gradients(other, images, shape))
            .containsExactly(gradients, within(2e-5f * Math.max(1, largest)));
        assertThat(largest).isPositive();
      }
    }
  }

  @OnBothEngines
  void has_the_numbers_of_its_layers(Backend backend) {
    int block = 2 * 2 * 8 + (8 * 24 + 24) + (8 * 8 + 8) + (8 * 32 + 32) + (32 * 8 + 8);
    int patches = 4 * 8 + 8;
    try (var learned = Network.of(KINDS.get(0), backend, 1, IMAGE);
        var fixed = Network.of(KINDS.get(1), backend, 1, IMAGE)) {
      assertThat(learned.width()).isEqualTo(8);
      assertThat(learned.size()).isEqualTo(patches + 8 + 7 * 8 + 2 * block + 16);
      assertThat(fixed.size()).isEqualTo(patches + block + 16);
      assertThat(fixed.summary().fixed()).isEqualTo(6 * 8);
    }
  }

  @OnBothEngines
  void sines_tell_column_and_row(Backend backend) {
    for (var pooling : Vit.Pooling.values()) {
      var vit = TINY.withPositions(Vit.Positions.SINES).withPooling(pooling);
      try (var network = Network.of(vit, backend, 1, IMAGE)) {
        float[] all =
            network.arrays().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("positions"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .toFloatArray();
        int first = pooling == Vit.Pooling.MEAN ? 0 : 1;

        float[] place = Arrays.copyOfRange(all, (first + 5) * 8, (first + 6) * 8); // row 1, column 2
        assertThat(all).hasSize((first + 6) * 8);
        assertThat(place)
            .containsExactly(
                new float[] {
                  (float) Math.sin(2), (float) Math.sin(0.02), (float) Math.cos(2),
                  (float) Math.cos(0.02), (float) Math.sin(1), (float) Math.sin(0.01),
                  (float) Math.cos(1), (float) Math.cos(0.01)
                },
                within(1e-6f));
      }
    }
  }

  @OnBothEngines
  void weights_start_cut_normal_and_nothing_is_left(Backend backend) {
    int before = Census.of(backend);
    try (var network = Network.of(Vit.small(), backend, 1, new Shape(1, 1, 28, 28))) {
      double squares = 0;
      float[] weights = network.trainable().get(6).getArray().toFloatArray();
      for (float weight : weights) {
        assertThat(weight).isBetween(-0.04f, 0.04f);
        squares += weight * weight;
      }
      assertThat(Math.sqrt(squares / weights.length)).isCloseTo(0.0176, within(5e-4));
      float[] unused = NetworkTest.trained(network, new float[784], new Shape(1, 1, 28, 28));
      int during = Census.of(backend);
      unused = NetworkTest.trained(network, new float[784], new Shape(1, 1, 28, 28));

      assertThat(Census.of(backend)).isEqualTo(during);
      assertThat(unused).hasSize(64);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void images_that_are_no_whole_patches_are_refused(Backend backend) {
    assertThatThrownBy(() -> Network.of(Vit.small(), backend, 1, new Shape(1, 1, 30, 30)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("30 × 30", "patches of 4", "withPatch");
    assertThatThrownBy(() -> TINY.withHeads(3)).hasMessageContainingAll("multiple of heads", "3");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Vit.small()).hasToString("Vit.small()");
    assertThat(KINDS.get(1))
        .hasToString(
            "Vit.small().withPatch(2).withWidth(8).withDepth(1).withHeads(2)"
                + ".withPositions(Vit.Positions.SINES).withPooling(Vit.Pooling.MEAN)");
  }
}
