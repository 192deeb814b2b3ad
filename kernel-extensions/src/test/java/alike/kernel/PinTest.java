package alike.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PinTest {

  @Test
  void accepts_the_version_that_is_pinned() {
    assertThat(Pin.problem()).isEmpty();
  }

  @Test
  void names_both_versions_and_the_remedy_in_one_line() {
    assertThat(Pin.problem("1.0-b1")).contains("1.0a8", "1.0-b1", "pip install").hasLineCount(1);
    assertThat(Pin.problem("")).contains("found none");
  }
}
