package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PadAndCropTest implements StepContract {

  @Override
  public Step step() {
    return new PadAndCrop(8, 2);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void all_places_are_equally_likely(long seed) {
    var draws = Draws.of(new PadAndCrop(38, 4), Cropped.class, seed); // of 40 × 50

    var rows = new int[11]; // 40 + 8 - 38 + 1
    var columns = new int[21];
    for (var draw : draws) {
      rows[draw.top() + 4]++;
      columns[draw.left() + 4]++;
    }
    Draws.areEquallyFrequent(rows);
    Draws.areEquallyFrequent(columns);
    assertThat(draws).allMatch(draw -> draw.height() == 38 && draw.width() == 38);
  }

  @Test
  void what_lies_outside_is_as_the_padding_says() {
    assertThat(cut(Padding.ZERO)).containsExactly(0, 0, 0.1f, 0.2f, 0.3f, 0);
    assertThat(cut(Padding.EDGE)).containsExactly(0.1f, 0.1f, 0.1f, 0.2f, 0.3f, 0.3f);
    assertThat(cut(Padding.REFLECT)).containsExactly(0.3f, 0.2f, 0.1f, 0.2f, 0.3f, 0.2f);
    assertThat(cut(Padding.SYMMETRIC)).containsExactly(0.2f, 0.1f, 0.1f, 0.2f, 0.3f, 0.3f);
  }

  /** Cuts six pixels out of three, two of them to the left of the first. */
  private static float[] cut(Padding padding) {
    var image = Planes.of(1, 1, 3, 0.1f, 0.2f, 0.3f);
    new Cropped(0, -2, 1, 6, padding).apply(image);
    return image.values();
  }

  @Test
  void more_than_there_is_is_refused() {
    assertThatThrownBy(() -> new PadAndCrop(33, 4).draw(SplitMix64.of(1), 24, 32))
        .hasMessageContainingAll("33", "24×32", "more pixels of padding");
    assertThatThrownBy(() -> new PadAndCrop(0, 4)).hasMessageContaining("size");
    assertThatThrownBy(() -> new PadAndCrop(8, -1)).hasMessageContaining("pixels");
  }
}
