package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our operations against torchvision's results: every case of augment.json, from the folder that
 * the system property {@code alike.reference} names, else from the test's resources.
 */
class ReferenceAugmentationsTest {

  private static final JsonNode FILE = file();

  static Stream<Case> cases() {
    return StreamSupport.stream(FILE.get("cases").spliterator(), false).map(Case::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agrees_with_torchvision(Case reference) {
    var image = reference.input();

    ReferenceOps.apply(reference.op(), reference.params(), reference.isBytes(), image);

    var expected = reference.output();
    assertThat(image.height()).isEqualTo(expected.height());
    assertThat(image.width()).isEqualTo(expected.width());
    assertThat(image.channels()).isGreaterThanOrEqualTo(expected.channels());
    for (int i = 0; i < image.values().length; i++) {
      assertThat(reference.inItsUnit(image.values()[i]))
          .as("value %d", i)
          .isCloseTo(expected.values()[i % expected.values().length], reference.tolerance());
    }
  }

  @Test
  void the_stored_file_is_checked_whole() {
    if (System.getProperty("alike.reference", "").isEmpty()) {
      assertThat(cases()).hasSize(120);
    }
    assertThat(cases().map(Case::op)).isNotEmpty().allMatch(ReferenceOps.OURS::containsKey);
  }

  @Test
  void what_has_no_counterpart_fails_by_name() {
    var image = Planes.of(1, 1, 1, 0.5f);
    var none = new ObjectMapper().createObjectNode();

    assertThatThrownBy(() -> ReferenceOps.apply("elastic", none, false, image))
        .hasMessageContaining("elastic");
    assertThatThrownBy(
            () -> ReferenceOps.apply("hflip", none.deepCopy().put("axis", 1), false, image))
        .hasMessageContainingAll("hflip", "axis");
    assertThatThrownBy(() -> ReferenceOps.apply("adjust_hue", none, false, image))
        .hasMessageContaining("factor is missing");
  }

  record Case(JsonNode node) {
    String op() {
      return node.get("op").asText();
    }

    JsonNode params() {
      return node.get("params");
    }

    /** Images of bytes are named so, and given as whole numbers up to 255. */
    boolean isBytes() {
      return node.get("input").asText().contains("uint8");
    }

    Planes input() {
      return planes(FILE.get("inputs").get(node.get("input").asText()), isBytes() ? 255 : 1);
    }

    Planes output() {
      return planes(node.get("output"), 1);
    }

    /** Returns a value of ours as it is, or as a grey level. */
    float inItsUnit(float value) {
      return isBytes() ? Math.round(value * 255) : value;
    }

    Offset<Float> tolerance() {
      return within(isBytes() ? 1f : 2e-4f);
    }

    @Override
    public String toString() {
      return node.get("id").asText();
    }
  }

  private static Planes planes(JsonNode chw, double white) {
    int channels = chw.size();
    int height = chw.get(0).size();
    int width = chw.get(0).get(0).size();
    var values = new float[channels * height * width];
    for (int i = 0; i < values.length; i++) {
      var row = chw.get(i / (height * width)).get(i / width % height);
      values[i] = (float) (row.get(i % width).asDouble() / white);
    }
    return Planes.of(channels, height, width, values);
  }

  static JsonNode file() {
    try (var stream = open()) {
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open() throws IOException {
    var folder = System.getProperty("alike.reference", "");
    if (!folder.isEmpty()) {
      return Files.newInputStream(Path.of(folder, "augment.json"));
    }
    var stream = ReferenceAugmentationsTest.class.getResourceAsStream("/reference/augment.json");
    return Objects.requireNonNull(stream, "reference/augment.json");
  }
}
