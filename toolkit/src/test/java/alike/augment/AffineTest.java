package alike.augment;

import static alike.augment.PlainWarp.place;
import static alike.augment.PlainWarp.shift;
import static alike.augment.PlainWarp.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffineTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Affine(30, 0.2, 0.7, 1.3, 15, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void every_number_is_even_in_its_range(long seed) {
    var draws = Draws.of(new Affine(30, 0.2, 0.7, 1.3, 15, 1), Transformed.class, seed);

    Draws.areEven(numbers(draws, Transformed::degrees), -30, 30);
    Draws.areEven(numbers(draws, Transformed::scale), 0.7, 1.3);
    Draws.areEven(numbers(draws, Transformed::shearX), -15, 15);
    Draws.areEven(numbers(draws, Transformed::shearY), -15, 15);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shifts_are_whole_pixels_of_width_and_height(long seed) {
    var draws = Draws.of(new Affine(0, 0.21, 1, 1, 0, 1), Transformed.class, seed);

    shiftsAreEven(numbers(draws, Transformed::right), 10.5); // of 50 columns
    shiftsAreEven(numbers(draws, Transformed::down), 8.4); // of 40 rows
  }

  /** Each whole number takes what rounds to it. */
  private static void shiftsAreEven(double[] shifts, double most) {
    int last = (int) Math.rint(most);
    var counts = new int[2 * last + 1];
    for (double shift : shifts) {
      assertThat(shift).isEqualTo(Math.rint(shift)).isBetween(-most - 0.5, most + 0.5);
      counts[(int) shift + last]++;
    }
    double each = shifts.length / (2 * most);
    for (int i = 1; i < counts.length - 1; i++) {
      assertThat(Math.abs(counts[i] - each)).isLessThan(5 * Math.sqrt(each));
    }
    assertThat(Arrays.stream(counts).sum()).isEqualTo(Draws.COUNT);
  }

  private static double[] numbers(List<Transformed> draws, ToDoubleFunction<Transformed> number) {
    return draws.stream().mapToDouble(number).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void pixels_come_from_where_the_matrices_say(long seed) {
    var random = SplitMix64.of(seed);
    for (var original : TestImages.all()) {
      double fill = random.nextDouble();
      var op =
          new Transformed(
              random.uniform(-180, 180),
              random.uniform(-5, 5),
              random.uniform(-5, 5),
              random.uniform(0.5, 2),
              random.uniform(-40, 40),
              random.uniform(-40, 40),
              Interpolation.BILINEAR,
              fill);
      var back = PlainWarp.adjugate(forward(op, original));

      PlainWarp.agrees(op, original, (x, y) -> place(back, x, y), fill, 5e-5);
    }
  }

  /** Leans rows, then columns, turns, scales, all about the middle, then shifts. */
  private static double[][] forward(Transformed op, Planes image) {
    double leanX = Math.tan(Math.toRadians(op.shearX()));
    double leanY = Math.tan(Math.toRadians(op.shearY()));
    var across = new double[][] {{1, -leanX, 0}, {0, 1, 0}, {0, 0, 1}};
    var down = new double[][] {{1, 0, 0}, {-leanY, 1, 0}, {0, 0, 1}};
    var scale = new double[][] {{op.scale(), 0, 0}, {0, op.scale(), 0}, {0, 0, 1}};
    double middleX = image.width() / 2.0;
    double middleY = image.height() / 2.0;
    var about = times(scale, times(PlainWarp.turn(op.degrees()), times(down, across)));
    var there = shift(middleX + op.right(), middleY + op.down());
    return times(there, times(about, shift(-middleX, -middleY)));
  }

  @Test
  void a_shift_moves_pixels_as_they_are() {
    var original = TestImages.colours();
    var image = TestImages.colours();

    Transformed.shift(3, -2, 0.25).apply(image);

    IntStream.range(0, image.values().length)
        .forEach(
            i -> {
              int x = i % 24 - 3;
              int y = i / 24 % 20 + 2;
              float expected = x >= 0 && y < 20 ? original.values()[i + 2 * 24 - 3] : 0.25f;
              assertThat(image.values()[i]).isEqualTo(expected);
            });
  }

  @Test
  void impossible_ranges_are_refused() {
    assertThatThrownBy(() -> new Affine(181, 0, 1, 1, 0, 1)).hasMessageContaining("degrees");
    assertThatThrownBy(() -> new Affine(0, 1.1, 1, 1, 0, 1)).hasMessageContaining("translate");
    assertThatThrownBy(() -> new Affine(0, 0, 0, 1, 0, 1)).hasMessageContaining("scaleLow");
    assertThatThrownBy(() -> new Affine(0, 0, 2, 1, 0, 1)).hasMessageContaining("scaleLow");
    assertThatThrownBy(() -> new Affine(0, 0, 1, 1, 81, 1)).hasMessageContaining("shear");
    assertThatThrownBy(
            () ->
                new Affine(0, 0, 1, 1, 0, 1)
                    .with(Interpolation.BICUBIC)
                    .draw(SplitMix64.of(1), 1, 1))
        .hasMessageContaining("BILINEAR");
  }
}
