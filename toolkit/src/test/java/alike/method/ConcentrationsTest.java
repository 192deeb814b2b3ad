package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConcentrationsTest {

  private static JsonNode reference() throws IOException {
    try (var in = ConcentrationsTest.class.getResourceAsStream("/reference/losses.json")) {
      return new ObjectMapper().readTree(in).get("phi_estimate");
    }
  }

  @Test
  void are_those_of_the_reference() throws IOException {
    var reference = reference();
    int clusters = reference.get("distances").size();
    var sums = new double[clusters];
    var sizes = new int[clusters];
    for (int k = 0; k < clusters; k++) {
      var members = reference.get("distances").get(k);
      sizes[k] = members.size();
      for (var distance : members) {
        sums[k] += distance.asDouble();
      }
    }

    double[] widths = Concentrations.of(sums, sizes, reference.get("temperature").asDouble());

    for (int k = 0; k < clusters; k++) {
      assertThat(widths[k]).isCloseTo(reference.get("phi").get(k).asDouble(), within(1e-8));
    }
  }

  @Test
  void clusters_of_duplicates_keep_a_tenth_of_the_temperature() {
    double[] widths = Concentrations.of(new double[] {0, 0, 0, 2}, new int[] {5, 5, 5, 5}, 0.2);

    assertThat(widths[0]).isEqualTo(0.02);
    assertThat(widths[3]).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void without_any_distance_all_are_the_temperature() {
    assertThat(Concentrations.of(new double[3], new int[] {1, 1, 0}, 0.2))
        .containsExactly(0.2, 0.2, 0.2);
  }
}
