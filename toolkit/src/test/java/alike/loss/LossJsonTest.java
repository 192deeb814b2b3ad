package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossJsonTest {

  @ParameterizedTest
  @MethodSource("alike.loss.Loss#families")
  void every_family_comes_back_as_it_was(Loss loss) {
    assertThat(Loss.fromJson(loss.toJson())).isEqualTo(loss);
    assertThat(loss.toJson()).startsWith("{\"type\":\"" + loss.getClass().getSimpleName() + "\"");
  }

  @Test
  void combinations_come_back_with_their_parts() {
    var loss =
        NtXent.temperature(0.2)
            .plus(SupCon.temperature(0.07).inside().weighted(0.5))
            .plus(NtXent.temperature(1).symmetric());

    assertThat(Loss.fromJson(loss.toJson())).isEqualTo(loss);
    assertThat(loss)
        .hasToString(
            "NtXent.temperature(0.2).plus(SupCon.temperature(0.07).inside().weighted(0.5))"
                + ".plus(NtXent.temperature(1.0).symmetric())");
  }

  @Test
  void what_is_left_out_has_the_papers_value() {
    assertThat(Loss.fromJson("{\"type\":\"NtXent\",\"temperature\":0.2}"))
        .isEqualTo(NtXent.temperature(0.2));
    assertThat(Loss.fromJson("{\"type\":\"SupCon\"}")).isEqualTo(SupCon.standard());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "[]",
        "{\"temperature\":1}",
        "{\"type\":\"Nonesuch\"}",
        "{\"type\":\"NtXent\",\"temperature\":\"0.2\"}",
        "{\"type\":\"NtXent\",\"temperature\":null}",
        "{\"type\":\"NtXent\"} {}",
        "{\"type\":\"Weighted\",\"factor\":1}",
        "{\"type\":\"SupCon\",\"placement\":\"BESIDE\"}"
      })
  void what_is_no_loss_is_refused(String json) {
    assertThatThrownBy(() -> Loss.fromJson(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_misspelt_setting_is_named_with_what_is_allowed() {
    assertThatThrownBy(() -> Loss.fromJson("{\"type\":\"NtXent\",\"temprature\":1}"))
        .hasMessageContainingAll("NtXent", "temprature", "temperature");
  }

  @Test
  void a_wrong_value_is_refused_as_the_loss_refuses_it() {
    assertThatThrownBy(() -> Loss.fromJson("{\"type\":\"NtXent\",\"temperature\":0}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("temperature", "above 0");
  }

  @Test
  void a_lambda_cannot_be_written() {
    Loss mine = batch -> batch.views().sum();

    assertThatThrownBy(() -> mine.plus(NtXent.standard()).toJson())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lambda");
  }
}
