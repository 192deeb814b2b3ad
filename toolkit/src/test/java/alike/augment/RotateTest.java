package alike.augment;

import static alike.augment.PlainWarp.place;
import static alike.augment.PlainWarp.shift;
import static alike.augment.PlainWarp.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotateTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Rotate(40, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void turns_are_even_in_their_range(long seed) {
    var draws = Draws.of(new Rotate(40, 1), Rotated.class, seed);

    Draws.areEven(draws.stream().mapToDouble(Rotated::degrees).toArray(), -40, 40);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-170, -33.3, 0.5, 12, 89})
  void pixels_come_from_where_the_turn_says(double degrees) {
    for (var original : TestImages.all()) {
      double x0 = original.width() / 2.0;
      double y0 = original.height() / 2.0;
      var back = times(shift(x0, y0), times(PlainWarp.turn(degrees), shift(-x0, -y0)));
      var op = new Rotated(degrees, Interpolation.BILINEAR, 0.6);

      PlainWarp.agrees(op, original, (x, y) -> place(back, x, y), 0.6, 5e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NEAREST", "BILINEAR"})
  void a_quarter_turn_puts_rows_into_columns(Interpolation interpolation) {
    var original = TestImages.noise(3, 17, 17, 4);
    var image = TestImages.copy(original);

    new Rotated(90, interpolation, 0).apply(image);

    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < 17; y++) {
        for (int x = 0; x < 17; x++) { // the right column comes to the top
          assertThat(image.values()[(channel * 17 + y) * 17 + x])
              .isCloseTo(original.values()[(channel * 17 + x) * 17 + 16 - y], within(1e-5f));
        }
      }
    }
  }

  @Test
  void nearest_pixels_are_none_but_those_that_were_there() {
    var image = TestImages.noise(1, 20, 20, 5);
    var before = TestImages.copy(image).values();

    new Rotated(27, Interpolation.NEAREST, 0).apply(image);

    assertThat(image.values()).isNotEqualTo(before);
    for (float value : image.values()) {
      assertThat(value == 0 || contains(before, value)).isTrue();
    }
  }

  private static boolean contains(float[] values, float wanted) {
    for (float value : values) {
      if (value == wanted) {
        return true;
      }
    }
    return false;
  }
}
