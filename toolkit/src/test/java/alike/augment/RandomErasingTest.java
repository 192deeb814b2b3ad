package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.augment.RandomErasing.Fill;
import alike.data.SplitMix64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomErasingTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new RandomErasing(0.1, 0.3, 0.5, 2, Fill.NOISE, probability);
  }

  /** Large images, so that rounding is small and no rectangle is too large. */
  private static List<Erased> drawn(RandomErasing step, long seed) {
    return IntStream.range(0, Draws.COUNT)
        .mapToObj(i -> (Erased) step.draw(SplitMix64.of(seed, i), 10_000, 10_000))
        .toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void areas_are_even_and_ratios_even_in_their_logarithm(long seed) {
    var step = new RandomErasing(0.1, 0.3, 0.5, 2, Fill.BLACK, 1);
    var draws = drawn(step, seed);

    Draws.areEven(
        draws.stream().mapToDouble(e -> e.height() * (e.width() / 1e8)).toArray(), 0.0999, 0.3001);
    Draws.areEven(
        draws.stream().mapToDouble(e -> Math.log(e.height() / (double) e.width())).toArray(),
        Math.log(0.5) - 5e-4,
        Math.log(2) + 5e-4);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void every_place_is_equally_frequent(long seed) {
    var step =
        new RandomErasing(0.25, 0.25, 1, 1, Fill.BLACK, 1); // 20 of 40 rows, 20 of 40 columns
    var rows = new int[21];
    var columns = new int[21];

    for (int i = 0; i < Draws.COUNT; i++) {
      var erased = (Erased) step.draw(SplitMix64.of(seed, i), 40, 40);
      assertThat(erased.height()).isEqualTo(20);
      rows[erased.top()]++;
      columns[erased.left()]++;
    }

    Draws.areEquallyFrequent(rows);
    Draws.areEquallyFrequent(columns);
  }

  @ParameterizedTest
  @EnumSource(Fill.class)
  void paints_inside_the_rectangle_and_nowhere_else(Fill fill) {
    for (var original : TestImages.all()) {
      var step = new RandomErasing(0.1, 0.3, 0.5, 2, fill, 1);
      var op = (Erased) step.draw(SplitMix64.of(3), original.height(), original.width());
      var image = TestImages.copy(original);

      op.apply(image);

      int area = original.height() * original.width();
      for (int i = 0; i < image.values().length; i++) {
        int y = i % area / original.width() - op.top();
        int x = i % original.width() - op.left();
        boolean inside = y >= 0 && y < op.height() && x >= 0 && x < op.width();
        if (!inside) {
          assertThat(image.values()[i]).isEqualTo(original.values()[i]);
        } else if (fill != Fill.NOISE) {
          double expected = fill == Fill.BLACK ? 0 : mean(original, i / area);
          assertThat(image.values()[i]).isCloseTo((float) expected, within(1e-6f));
        }
      }
    }
  }

  private static double mean(Planes image, int channel) {
    int area = image.height() * image.width();
    return IntStream.range(channel * area, (channel + 1) * area)
        .mapToDouble(i -> image.values()[i])
        .average()
        .orElseThrow();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void noise_is_even_and_another_in_each_channel(long seed) {
    var image = TestImages.flat(3, 100, 100, 0.5f);
    new Erased(0, 0, 100, 100, new Paint.Noise(seed)).apply(image);

    for (int channel = 0; channel < 3; channel++) {
      int from = channel * 10_000;
      Draws.areEven(
          IntStream.range(from, from + 10_000).mapToDouble(i -> image.values()[i]).toArray(), 0, 1);
    }
    assertThat(image.values()[0]).isNotEqualTo(image.values()[10_000]);
  }

  @Test
  void a_rectangle_that_never_fits_leaves_the_image() {
    var tall = new RandomErasing(0.5, 0.5, 10, 10, Fill.BLACK, 1);

    assertThat(tall.draw(SplitMix64.of(1), 30, 30)).isEqualTo(Op.NONE);
  }

  @Test
  void impossible_ranges_are_refused() {
    assertThatThrownBy(() -> new RandomErasing(0, 0.3, 1, 1, Fill.BLACK, 1))
        .hasMessageContaining("scaleLow");
    assertThatThrownBy(() -> new RandomErasing(0.4, 0.3, 1, 1, Fill.BLACK, 1))
        .hasMessageContaining("scaleHigh");
    assertThatThrownBy(() -> new RandomErasing(0.1, 0.3, 2, 1, Fill.BLACK, 1))
        .hasMessageContaining("ratioLow");
  }
}
