package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import alike.Reference;
import alike.engine.Backend;
import alike.engine.Engines;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of established libraries, on both engines: every case of the file. */
class ReferenceLossesTest {

  private static final JsonNode FILE = Reference.file("losses.json");

  private static final Map<String, ReferenceCase.Family> FAMILIES = families();

  private static Map<String, ReferenceCase.Family> families() {
    var all = new HashMap<>(ContrastiveReference.FAMILIES);
    all.putAll(OtherReference.FAMILIES);
    return Map.copyOf(all);
  }

  static Stream<ReferenceCase> cases() {
    return StreamSupport.stream(FILE.get("cases").spliterator(), false)
        .map(node -> new ReferenceCase(node, FILE.get("inputs")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agrees_with_the_field_on_both_engines(ReferenceCase reference) {
    var family =
        Optional.ofNullable(FAMILIES.get(reference.family()))
            .orElseThrow(() -> new AssertionError("Nothing of ours is " + reference.family()));
    for (var name : Engines.NAMES) {
      agrees(reference, family, Engines.backend(name));
    }
  }

  private static void agrees(
      ReferenceCase reference, ReferenceCase.Family family, Backend backend) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var inputs = reference.inputs(manager);
      double value;
      try (var tape = backend.record()) {
        NDArray loss = family.value(reference, inputs);
        tape.backward(loss);
        value = loss.getFloat();
      }
      assertThat(value)
          .as("value on %s", backend.name())
          .isCloseTo(
              reference.value(), within(reference.tolerance("abs_value_diff", reference.value())));
      for (var input : reference.names("grad_wrt")) {
        float[] gradient = inputs.array(input).getGradient().toFloatArray();
        assertGradient(reference, input, gradient, backend.name());
      }
      // what further families tell is not of the loss: how often it clamped, a queue afterwards
      boolean told = OtherReference.FAMILIES.containsKey(reference.family());
      for (var name : told ? reference.outputs() : List.<String>of()) {
        float[] output = OtherReference.output(reference, inputs, name).toFloatArray();
        assertOutput(reference, name, output, backend.name());
      }
    }
  }

  private static void assertGradient(
      ReferenceCase reference, String input, float[] gradient, String engine) {
    double[] expected = reference.gradient(input);
    assertThat(gradient).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[i])
          .as("gradient by %s, number %d, on %s", input, i, engine)
          .isCloseTo(expected[i], within(reference.tolerance("max_abs_grad_diff", expected[i])));
    }
  }

  private static void assertOutput(
      ReferenceCase reference, String name, float[] output, String engine) {
    double[] expected = reference.output(name);
    assertThat(output).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) output[i])
          .as("%s, number %d, on %s", name, i, engine)
          .isCloseTo(expected[i], within(reference.tolerance("none", expected[i])));
    }
  }

  @Test
  void the_file_in_the_project_holds_what_it_should() {
    if (System.getProperty("alike.reference", "").isEmpty()) {
      assertThat(cases()).hasSize(89);
      assertThat(cases().map(ReferenceCase::family).distinct()).hasSize(24);
    }
    assertThat(cases().flatMap(reference -> reference.names("grad_wrt").stream())).isNotEmpty();
    assertThat(List.copyOf(FAMILIES.keySet())).doesNotContain("");
  }
}
