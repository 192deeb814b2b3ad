package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

class MlpHeadTest {

  private static Network network(Head head, Backend backend) {
    return Network.of(head.on(3), backend, 1, new Shape(1, 3));
  }

  private static List<String> layers(Head head, Backend backend) {
    try (var network = network(head, backend)) {
      return network.trainable().stream()
          .map(parameter -> parameter.getName() + parameter.getArray().getShape())
          .toList();
    }
  }

  @OnBothEngines
  void hidden_layers_are_what_they_are_called(Backend backend) {
    var head = MlpHead.widths(4, 2);

    assertThat(layers(head, backend))
        .containsExactly("weight(4, 3)", "bias(4)", "weight(2, 4)", "bias(2)");
    assertThat(layers(head.withHidden(MlpHead.Hidden.NORM), backend))
        .containsExactly("weight(4, 3)", "gamma(4)", "beta(4)", "weight(2, 4)", "bias(2)");
    assertThat(layers(head.withHidden(MlpHead.Hidden.BIAS_NORM), backend))
        .containsExactly("weight(4, 3)", "bias(4)", "gamma(4)", "beta(4)", "weight(2, 4)", "bias(2)");
  }

  @OnBothEngines
  void the_last_layer_is_what_it_is_called(Backend backend) {
    var head = MlpHead.widths(2);

    assertThat(layers(head, backend)).containsExactly("weight(2, 3)", "bias(2)");
    assertThat(layers(head.withLast(MlpHead.Last.UNBIASED), backend))
        .containsExactly("weight(2, 3)");
    assertThat(layers(head.withLast(MlpHead.Last.NORM), backend))
        .containsExactly("weight(2, 3)", "gamma(2)", "beta(2)");
    assertThat(layers(head.withLast(MlpHead.Last.FIXED_NORM), backend))
        .containsExactly("weight(2, 3)");
  }

  @OnBothEngines
  void a_fixed_normalisation_brings_columns_to_mean_0_and_deviation_1(Backend backend) {
    try (var network = network(MlpHead.widths(2).withLast(MlpHead.Last.FIXED_NORM), backend);
        var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var input =
          manager.create(new float[] {1, 20, -3, 4, 2, 9, -7, 5, 6, 0, 3, 8}, new Shape(4, 3));

      float[] rows = network.teach(input).toFloatArray();

      for (int column = 0; column < 2; column++) {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < 4; row++) {
          sum += rows[2 * row + column];
          squares += Math.pow(rows[2 * row + column], 2);
        }
        assertThat(sum).isCloseTo(0, within(1e-5));
        assertThat(squares / 4).isCloseTo(1, within(1e-3));
      }
    }
  }

  @OnBothEngines
  void what_a_fixed_normalisation_holds_never_learns(Backend backend) {
    try (var network = network(MlpHead.widths(2).withLast(MlpHead.Last.FIXED_NORM), backend)) {
      assertThat(network.trainable()).extracting(Parameter::getName).containsExactly("weight");
      assertThat(network.arrays()).hasSize(5); // weight, scale, shift, and running statistics
    }
  }

  @Test
  void impossible_widths_are_refused() {
    assertThatThrownBy(() -> MlpHead.widths(new Integer[0])).hasMessageContaining("number of layers");
    assertThatThrownBy(() -> MlpHead.widths(3, 0)).hasMessageContaining("width");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(MlpHead.widths(8, 4)).hasToString("MlpHead.widths(8, 4)");
    assertThat(
            MlpHead.widths(8, 4)
                .withHidden(MlpHead.Hidden.NORM)
                .withLast(MlpHead.Last.FIXED_NORM))
        .hasToString(
            "MlpHead.widths(8, 4).withHidden(MlpHead.Hidden.NORM).withLast(MlpHead.Last.FIXED_NORM)");
  }
}
