package alike.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @ParameterizedTest
  @CsvSource({"500, 500, MILLISECONDS", "2 seconds, 2, SECONDS", "3MINUTES, 3, MINUTES"})
  void reads_a_time_limit_as_jjava_does(String value, long time, TimeUnit unit) {
    var settings = Settings.of(Map.of("JJAVA_TIMEOUT", value));

    assertThat(settings.limit()).isEqualTo(new Settings.Limit(time, unit));
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "3 parsecs", "99999999999999999999 seconds"})
  void runs_without_a_limit_that_makes_no_sense_and_says_so(String value) {
    var settings = Settings.of(Map.of("JJAVA_TIMEOUT", value));

    assertThat(settings.limit()).isEqualTo(Settings.Limit.NONE);
    assertThat(settings.problems()).singleElement().asString().contains(value, "'30 seconds'");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "false, false", "'', false", "1, true", "yes, true"})
  void reads_whether_extensions_are_wanted(String value, boolean wanted) {
    assertThat(Settings.of(Map.of("JJAVA_LOAD_EXTENSIONS", value)).extensions()).isEqualTo(wanted);
  }

  @Test
  void keeps_quoted_options_whole() {
    var settings = Settings.of(Map.of("JJAVA_COMPILER_OPTS", "-g \"-Akey=a b\""));

    assertThat(settings.compilerOptions()).startsWith("-g", "-Akey=a b");
  }

  @Test
  void gives_an_interrupted_cell_three_seconds_unless_told_otherwise() {
    assertThat(Settings.of(Map.of()).grace()).isEqualTo(Duration.ofSeconds(3));
    assertThat(Settings.of(Map.of("ALIKE_INTERRUPT_GRACE", "0.5")).grace())
        .isEqualTo(Duration.ofMillis(500));
    assertThat(Settings.of(Map.of("ALIKE_INTERRUPT_GRACE", "long")).problems()).hasSize(1);
  }
}
