package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.Reference;
import alike.engine.Engines;
import alike.engine.Graded;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our losses against the field's, value and gradient; the numbers are in losses.json. */
class ReferenceLossesTest {

  /** Families that the issue on further losses brings. */
  private static final Set<String> LATER =
      Set.of(
          "align_uniform",
          "barlow",
          "byol",
          "circle",
          "clip",
          "contrastive",
          "dcl",
          "debiased",
          "dino",
          "focal_infonce",
          "hcl",
          "infonce", // one direction, other view only: not NT-Xent
          "moco",
          "multi_similarity",
          "npairs",
          "protonce",
          "proxy",
          "siglip",
          "swav",
          "triplet",
          "vicreg");

  /** Cases of our families, or of the mixed family "edge", that are another loss. */
  private static final Set<String> OTHER_LOSSES =
      Set.of(
          "ntxent_labels_pml_t0.1", // a mean over positive pairs, each with its own denominator
          "edge_dcl_t0.01"); // decoupled

  private static final JsonNode FILE = Reference.file("losses.json");

  private static Stream<Case> all() {
    return StreamSupport.stream(FILE.get("cases").spliterator(), false).map(Case::new);
  }

  static Stream<Case> cases() {
    return all().filter(c -> !LATER.contains(c.family()) && !OTHER_LOSSES.contains(c.id()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agrees_with_the_field_on_both_engines(Case reference) {
    var sample = reference.sample();
    for (var name : Engines.NAMES) {
      var graded = sample.graded(Engines.backend(name), reference.loss());

      double value = reference.node.get("value").asDouble();
      assertThat(graded.value())
          .as("value on %s", name)
          .isCloseTo(value, within(reference.tolerance("abs_value_diff", value)));
      assertGradient(reference, graded, name);
    }
  }

  private static void assertGradient(Case reference, Graded graded, String engine) {
    int checked = 0;
    for (var input : reference.node.get("grad_wrt")) {
      float[] expected = Reference.floats(reference.node.get("grads").get(input.asText()));
      int offset = reference.inputs().indexOf(input.asText()) * expected.length;
      for (int i = 0; i < expected.length; i++, checked++) {
        assertThat((double) graded.gradient()[offset + i])
            .as("gradient by %s, number %d, on %s", input.asText(), i, engine)
            .isCloseTo(expected[i], within(reference.tolerance("max_abs_grad_diff", expected[i])));
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void every_case_of_the_file_is_either_checked_or_named_as_a_later_one() {
    var checked = new TreeSet<String>();
    cases().map(Case::family).forEach(checked::add);

    assertThat(checked).containsExactly("edge", "ntxent", "supcon");
    assertThat(all().map(Case::family)).containsAll(LATER).doesNotContain("");
    assertThat(all().map(Case::id)).containsAll(OTHER_LOSSES);
    assertThat(cases().map(Case::id)).hasSizeGreaterThanOrEqualTo(12);
  }

  /** One case of the file. */
  record Case(JsonNode node) {

    String id() {
      return node.get("id").asText();
    }

    String family() {
      return node.get("family").asText();
    }

    List<String> inputs() {
      return StreamSupport.stream(node.get("inputs").spliterator(), false)
          .map(JsonNode::asText)
          .toList();
    }

    /** Returns the loss by family, and by the name of a case in the family "edge". */
    Loss loss() {
      double temperature = node.get("params").get("temperature").asDouble();
      String kind = family().equals("edge") ? id().replaceFirst("edge_(\\w+?)_.*", "$1") : family();
      return switch (kind) {
        case "ntxent" -> NtXent.temperature(temperature);
        case "supcon" ->
            id().contains("supcon_in_")
                ? SupCon.temperature(temperature).inside()
                : SupCon.temperature(temperature);
        default -> throw new IllegalArgumentException("Nothing of ours is called " + kind);
      };
    }

    /** Returns the embeddings of views z0 and z1, or of the single view x, with their labels. */
    Sample sample() {
      var views =
          inputs().stream().filter(name -> name.startsWith("z") || name.equals("x")).toList();
      var first = array(views.get(0));
      int length = first.size() * first.get(0).size();
      var numbers = new float[views.size() * length];
      for (int view = 0; view < views.size(); view++) {
        System.arraycopy(
            Reference.floats(array(views.get(view))), 0, numbers, view * length, length);
      }
      var sample = new Sample(views.size(), first.size(), first.get(0).size(), numbers, new int[0]);
      if (id().contains("one_class")) {
        return sample.withLabels(new int[first.size()]);
      }
      return inputs().stream()
          .filter(name -> name.equals("labels") || name.equals("y"))
          .findFirst()
          .map(name -> sample.withLabels(Reference.ints(array(name))))
          .orElse(sample);
    }

    private static JsonNode array(String name) {
      return FILE.get("inputs").get(name);
    }

    /** Returns 2e-5, relative, or ten times what plain float32 is off by, if that is more. */
    double tolerance(String deviation, double expected) {
      double plain = node.path("float32").path(deviation).asDouble(0);
      return Math.max(2e-5 * Math.max(1, Math.abs(expected)), 10 * plain);
    }

    @Override
    public String toString() {
      return id();
    }
  }
}
