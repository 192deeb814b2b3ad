package alike.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.engine.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call for several layers, channels last, bfloat16: the same network as layer by layer. */
class PrecisionTest {

  private static final int COUNT = 8;
  private static final ConvNet SMALL = ConvNet.widths(8, 16, 16).withStrides(1, 2, 1);
  private static final List<Architecture> NETWORKS =
      List.of(SMALL, ResNet.depth(18), ResNet.depth(18).withStem(ResNet.Stem.LARGE_IMAGES));

  /** Returns {@link #SMALL} of DJL's layers, one after the other. */
  private static Block layers() {
    var block = new SequentialBlock();
    for (int layer = 0; layer < SMALL.widths().size(); layer++) {
      var convolution =
          Layers.convolution(SMALL.widths().get(layer), 3, SMALL.strides().get(layer));
      block.add(convolution).add(Layers.norm()).add(Layers.relu());
    }
    return block.add(new GridPool(1));
  }

  private static Backend pyTorch() {
    return Engines.backend("PyTorch");
  }

  private static NDArray numbers(NDManager manager, Shape shape) {
    var random = new Random(5);
    var numbers = new float[(int) shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return manager.create(numbers, shape);
  }

  /** What a network makes of one batch: its output, gradients, and all values after the pass. */
  private record Pass(List<float[]> output, List<float[]> gradients, List<float[]> values) {

    static Pass of(Backend backend, Architecture architecture, int channels) {
      var input = new Shape(COUNT, channels, 16, 16);
      try (var network = Network.of(architecture, backend, 3, input)) {
        return of(
            backend,
            input,
            images -> network.forward(images, true),
            network.trainable(),
            List.copyOf(network.arrays().values()));
      }
    }

    static Pass layerByLayer(Backend backend, int channels) {
      var input = new Shape(COUNT, channels, 16, 16);
      try (var manager = backend.open()) {
        Architecture architecture = PrecisionTest::layers;
        var block = architecture.create();
        architecture.prepare(block, new SplittableRandom(3));
        block.initialize(manager, DataType.FLOAT32, input);
        var store = new ParameterStore(manager, false);
        var all = block.getParameters().values();
        return of(
            backend,
            input,
            images -> block.forward(store, new NDList(images), true).singletonOrThrow(),
            all.stream().filter(Parameter::requiresGradient).toList(),
            all.stream().map(Parameter::getArray).toList());
      }
    }

    private static Pass of(
        Backend backend,
        Shape input,
        UnaryOperator<NDArray> forward,
        List<Parameter> trained,
        List<NDArray> arrays) {
      try (var manager = backend.open();
          var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        float[] output;
        try (var tape = backend.record()) {
          NDArray made = forward.apply(numbers(manager, input));
          tape.backward(made.mul(numbers(manager, made.getShape())).sum());
          output = made.toFloatArray();
        }
        var gradients = new ArrayList<float[]>();
        for (var parameter : trained) {
          gradients.add(parameter.getArray().getGradient().toFloatArray());
        }
        backend.await();
        return new Pass(
            List.of(output), gradients, arrays.stream().map(NDArray::toFloatArray).toList());
      }
    }
  }

  /** Compares arrays number by number, relative to the largest number of each. */
  private static void agree(List<float[]> found, List<float[]> expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      double largest = 1;
      double apart = 0;
      for (int j = 0; j < expected.get(i).length; j++) {
        largest = Math.max(largest, Math.abs(expected.get(i)[j]));
        apart = Math.max(apart, Math.abs(expected.get(i)[j] - found.get(i)[j]));
      }
      assertThat(apart / largest).as("array %d of %d", i, expected.size()).isLessThan(tolerance);
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      left += (double) a[i] * a[i];
      right += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(left * right);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void channels_last_in_one_call_is_channels_first_layer_by_layer(int channels) {
    var layers = Pass.layerByLayer(pyTorch(), channels);

    var units = Pass.of(pyTorch(), SMALL, channels);

    agree(units.output(), layers.output(), 1e-5);
    agree(units.gradients(), layers.gradients(), 1e-5);
    agree(units.values(), layers.values(), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void both_engines_make_the_same_of_every_network(int channels) {
    for (var network : NETWORKS) {
      var layers = Pass.of(Engines.backend("MXNet"), network, channels);
      var units = Pass.of(pyTorch(), network, channels);

      agree(units.output(), layers.output(), 1e-4);
      agree(units.gradients(), layers.gradients(), 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void bfloat16_is_float32_within_its_rounding(int channels) {
    for (var network : NETWORKS) {
      var whole = Pass.of(pyTorch(), network, channels);
      var rounded = Pass.of(pyTorch().with(Precision.BFLOAT16), network, channels);

      boolean small = network == SMALL; // through many layers rounding adds up
      agree(rounded.values(), whole.values(), small ? 0.02 : 0.1);
      assertThat(cosine(rounded.output().get(0), whole.output().get(0)))
          .as("output of %s", network)
          .isBetween(small ? 0.999 : 0.98, 1 - 1e-9);
      for (int i = 0; i < whole.gradients().size(); i++) {
        assertThat(cosine(rounded.gradients().get(i), whole.gradients().get(i)))
            .as("gradient %d of %s", i, network)
            .isGreaterThan(small ? 0.99 : 0.8);
      }
    }
  }

  @Test
  void evaluation_is_float32_whatever_the_precision_of_training() {
    var input = new Shape(COUNT, 1, 16, 16);
    var half = pyTorch().with(Precision.BFLOAT16);
    try (var whole = Network.of(SMALL, pyTorch(), 3, input);
        var rounded = Network.of(SMALL, half, 3, input);
        var manager = pyTorch().open()) {
      NDArray images = numbers(manager, input);

      float[] expected = pyTorch().evaluating(() -> whole.forward(images, false).toFloatArray());
      float[] found = half.evaluating(() -> rounded.forward(images, false).toFloatArray());

      assertThat(found).containsExactly(expected);
    }
  }

  @Test
  void a_teacher_in_bfloat16_makes_no_gradient_and_leaves_no_arrays() {
    var input = new Shape(COUNT, 1, 16, 16);
    var half = pyTorch().with(Precision.BFLOAT16);
    try (var teacher = Network.of(SMALL, half, 3, input)) {
      int before = Census.of(half);
      try (var manager = half.open();
          var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray made = teacher.teach(numbers(manager, input));
        assertThat(made.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(made.hasGradient()).isFalse();
      }
      assertThat(Census.of(half)).isEqualTo(before);
    }
  }

  @OnBothEngines
  void steps_make_no_lasting_arrays(Backend backend) {
    var input = new Shape(COUNT, 3, 16, 16);
    try (var network = Network.of(ResNet.depth(18), backend, 3, input)) {
      int before = Census.of(backend);
      for (int step = 0; step < 2; step++) {
        try (var manager = backend.open();
            var scope = new NDScope();
            var tape = backend.record()) {
          scope.suppressNotUsedWarning();
          tape.backward(network.forward(numbers(manager, input), true).sum());
        }
        assertThat(Census.of(backend)).isEqualTo(before);
      }
    }
  }
}
