package alike.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.evaluate.Trials;
import alike.show.Provenance;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {

  private static final Trials BETTER = Trials.of(85.2, 85.0, 85.6);
  private static final Trials WORSE = Trials.of(84.0, 83.9, 84.3);

  private static Verdict verdict(Expect expected, double... measured) {
    return new Claim("c", expected, Trials.of(measured)).verdict();
  }

  @ParameterizedTest
  @CsvSource({
    "82, HOLDS", // 85.27 ± 0.76 at 95 %
    "84.4, HOLDS",
    "84.6, OPEN",
    "85.9, OPEN",
    "86.1, FAILS"
  })
  void a_bound_within_the_interval_of_the_mean_leaves_a_claim_open(double bound, Verdict verdict) {
    assertThat(verdict(Expect.atLeast(bound), BETTER.values())).isEqualTo(verdict);
  }

  @Test
  void bounds_hold_on_both_sides() {
    assertThat(verdict(Expect.atMost(3), 2.9)).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(Expect.atMost(3), 3.1)).isEqualTo(Verdict.FAILS);
    assertThat(verdict(Expect.within(1, 2), 2)).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(Expect.about(1, 0.1), 1.2)).isEqualTo(Verdict.FAILS);
    assertThat(verdict(Expect.within(1, 2), 0.9, 1.5, 2.1)).isEqualTo(Verdict.OPEN);
  }

  @Test
  void a_baseline_is_compared_seed_by_seed() {
    var noisy = Trials.of(70.0, 80.0, 90.0);
    double[] little = {70.5, 80.6, 90.4}; // less than the noise between seeds, but in each

    assertThat(verdict(Expect.above("b", noisy), little)).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(Expect.below("b", noisy), little)).isEqualTo(Verdict.FAILS);
    assertThat(verdict(Expect.aboveBy(1, "b", noisy), little)).isEqualTo(Verdict.FAILS);
    assertThat(verdict(Expect.like("b", noisy, 1), little)).isEqualTo(Verdict.HOLDS);
    assertThat(verdict(Expect.above("b", noisy), 70.5, 80.6, 89)).isEqualTo(Verdict.OPEN);
    assertThat(verdict(Expect.belowBy(2, "b", Trials.of(5)), 2.5)).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void what_equals_its_baseline_is_neither_above_nor_below() {
    assertThat(verdict(Expect.above("b", WORSE), WORSE.values())).isEqualTo(Verdict.FAILS);
    assertThat(verdict(Expect.below("b", Trials.of(5)), 5)).isEqualTo(Verdict.FAILS);
    assertThat(verdict(Expect.like("b", WORSE, 0), WORSE.values())).isEqualTo(Verdict.HOLDS);
  }

  private static Claims claims() {
    return Claims.of("A paper")
        .claim("SupCon beats SimCLR", Expect.above("SimCLR", WORSE), BETTER)
        .claim("It reaches 90 %", Expect.atLeast(90), BETTER)
        .claim("The loss has a closed form", Expect.about(0.6931, 1e-4), 0.69315)
        .from(Provenance.none().with("seed", 7));
  }

  @Test
  void the_table_says_what_was_expected_and_what_was_found() {
    assertThat(claims().toString())
        .contains("A paper", "above SimCLR (84.1 ± 0.2)", "85.3 ± 0.3 (3 seeds)", "+1.20 (")
        .contains("does not hold", "0.693", "2 of 3 hold, 1 do not, 0 are open");
    assertThat(claims().count(Verdict.HOLDS)).isEqualTo(2);
    assertThat(claims().table().columnNames()).startsWith("claim", "expected", "measured");
    assertThat(claims().table().rowCount()).isEqualTo(3);
  }

  @Test
  void it_is_written_as_json_markdown_latex_and_csv(@TempDir Path folder) throws IOException {
    var json =
        new ObjectMapper().readTree(Files.readString(claims().save(folder.resolve("c.json"))));

    assertThat(json.at("/claims/0/measured/mean").asDouble()).isEqualTo(BETTER.mean());
    assertThat(json.at("/claims/0/measured/values")).hasSize(3);
    assertThat(json.at("/claims/0/baseline/sd").asDouble()).isEqualTo(WORSE.deviation());
    assertThat(json.at("/claims/1/verdict").asText()).isEqualTo("does not hold");
    assertThat(json.at("/provenance/seed").asText()).isEqualTo("7");
    assertThat(claims().save(folder.resolve("new/c.md")))
        .content()
        .contains("| claim | expected | measured |", "| **holds** |");
    assertThat(claims().save(folder.resolve("c.tex")))
        .content()
        .contains("\\toprule", "It reaches 90 \\%", "$\\pm$", "\\textbf{does not hold} \\\\");
    assertThat(claims().save(folder.resolve("c.csv")))
        .content()
        .contains("SupCon beats SimCLR,above SimCLR (84.1 ± 0.2),2,85.0,holds\n");
  }

  @Test
  void what_cannot_be_compared_is_refused_at_once(@TempDir Path folder) {
    assertThatThrownBy(
            () -> Claims.of("t").claim("c", Expect.above("b", WORSE), Trials.of(85.0, 85.1)))
        .hasMessageContaining("2 and 3");
    assertThatThrownBy(() -> Expect.within(2, 1)).hasMessageContaining("low to high");
    assertThatThrownBy(() -> claims().save(folder.resolve("c.xls")))
        .hasMessageContainingAll(".tex, .md, .csv or .json", "c.xls");
  }
}
