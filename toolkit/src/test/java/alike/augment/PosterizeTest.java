package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosterizeTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Posterize(2, probability);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void leaves_two_to_the_bits_levels_at_most_one_grey_level_from_what_bytes_have(int bits) {
    var image = TestImages.levels();
    var masked = TestImages.levels();

    new Posterized(bits).apply(image);
    new Masked(bits).apply(masked);

    var seen = new HashSet<Float>();
    for (int level = 0; level < 256; level++) {
      int kept = level >> (8 - bits) << (8 - bits);
      seen.add(image.values()[level]);
      assertThat(masked.values()[level]).isEqualTo(kept / 255f);
      assertThat(Math.abs(image.values()[level] * 255 - kept)).isLessThanOrEqualTo(1);
    }
    assertThat(seen).hasSize(1 << bits);
  }

  @Test
  void bits_outside_of_1_to_8_are_refused() {
    assertThatThrownBy(() -> new Posterize(0, 1)).hasMessageContainingAll("bits", "[1, 8]", "0");
    assertThatThrownBy(() -> new Posterize(9, 1)).hasMessageContaining("got 9");
  }
}
