package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our operations against torchvision's results; the numbers are in reference/augment.json. */
class ReferenceAugmentationsTest {

  /** Operations that Alike does not have, with bicubic crops; cases of all others must pass. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "rotate",
          "affine",
          "perspective",
          "posterize",
          "solarize",
          "center_crop",
          "pad+crop",
          "adjust_gamma",
          "adjust_sharpness",
          "autocontrast",
          "invert",
          "erase");

  private static final JsonNode FILE = file();

  static Stream<Case> cases() {
    return StreamSupport.stream(FILE.get("cases").spliterator(), false)
        .map(Case::new)
        .filter(c -> !NOT_OURS.contains(c.op()) && !c.isBicubic());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agrees_with_torchvision(Case reference) {
    var image = planes(FILE.get("inputs").get(reference.node.get("input").asText()));

    ReferenceOps.apply(reference.op(), reference.node.get("params"), image);

    var expected = planes(reference.node.get("output"));
    assertThat(image.height()).isEqualTo(expected.height());
    assertThat(image.width()).isEqualTo(expected.width());
    for (int i = 0; i < expected.values().length; i++) {
      assertThat(image.values()[i])
          .as("value %d", i)
          .isCloseTo(expected.values()[i], within(2e-4f));
    }
  }

  @Test
  void every_operation_of_the_file_is_either_checked_or_named_as_not_ours() {
    var inFile = new TreeSet<String>();
    FILE.get("cases").forEach(c -> inFile.add(c.get("op").asText()));

    var known = new TreeSet<>(ReferenceOps.OURS);
    known.addAll(NOT_OURS);

    assertThat(known).containsAll(inFile);
    assertThat(ReferenceOps.OURS).doesNotContainAnyElementsOf(NOT_OURS);
    assertThat(cases().map(Case::op).toList())
        .hasSizeGreaterThan(20)
        .containsAll(ReferenceOps.OURS);
  }

  record Case(JsonNode node) {
    String op() {
      return node.get("op").asText();
    }

    boolean isBicubic() {
      return node.get("params").path("interpolation").asText().equals("bicubic");
    }

    @Override
    public String toString() {
      return node.get("id").asText();
    }
  }

  private static Planes planes(JsonNode chw) {
    int channels = chw.size();
    int height = chw.get(0).size();
    int width = chw.get(0).get(0).size();
    var values = new float[channels * height * width];
    for (int i = 0; i < values.length; i++) {
      var row = chw.get(i / (height * width)).get(i / width % height);
      values[i] = (float) row.get(i % width).asDouble();
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
