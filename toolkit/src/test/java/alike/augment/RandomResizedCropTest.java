package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.SplitMix64;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RandomResizedCropTest {

  private static final int DRAWS = 40_000;

  private static final Pattern NAME = Pattern.compile("(\\d+)px scale ([\\d.]+)-([\\d.]+)");

  static Stream<Arguments> distributions() {
    var node = ReferenceAugmentationsTest.file().get("random_resized_crop_distribution");
    return StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
        .map(name -> Arguments.of(name, node.get(name)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("distributions")
  void draws_areas_and_ratios_as_torchvision_does(String name, JsonNode expected) {
    var numbers = NAME.matcher(name);
    assertThat(numbers.matches()).as(name).isTrue();
    int size = Integer.parseInt(numbers.group(1));
    double low = Double.parseDouble(numbers.group(2));
    double high = Double.parseDouble(numbers.group(3));
    var crop = new RandomResizedCrop(size, low, high);

    var drawn =
        IntStream.range(0, DRAWS).mapToObj(i -> draw(crop, i, size, size)).toArray(Resized[]::new);

    var areas =
        Arrays.stream(drawn)
            .mapToDouble(r -> r.height() * r.width() / ((double) size * size))
            .toArray();
    var ratios = Arrays.stream(drawn).mapToDouble(r -> (double) r.width() / r.height()).toArray();
    assertThat(Arrays.stream(areas).average().orElseThrow())
        .isCloseTo(expected.get("area_mean").asDouble(), within(0.005));
    quantilesAgree(areas, expected.get("area_quantiles"));
    quantilesAgree(ratios, expected.get("ratio_quantiles"));
    double whole = Arrays.stream(areas).filter(a -> a == 1).count() / (double) DRAWS;
    assertThat(whole).isCloseTo(expected.get("whole_image_share").asDouble(), within(0.0015));
  }

  @Test
  void puts_the_rectangle_anywhere_with_equal_chance() {
    var crop = new RandomResizedCrop(8, 0.25, 0.25, 1, 1); // 5 × 5 places for 4 × 4 of 8 × 8
    var counts = new int[25];

    for (int i = 0; i < 25_000; i++) {
      var drawn = draw(crop, i, 8, 8);
      counts[drawn.top() * 5 + drawn.left()]++;
    }

    assertThat(Arrays.stream(counts).boxed()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
  }

  @Test
  void takes_the_largest_allowed_centred_rectangle_when_ten_tries_fail() {
    var crop = new RandomResizedCrop(8, 1, 1); // the whole area never has a ratio of 10 or 1/10

    assertThat(draw(crop, 1, 4, 40))
        .isEqualTo(new Resized(0, 17, 4, 5, 8, 8, Interpolation.BILINEAR));
    assertThat(draw(crop, 1, 40, 4))
        .isEqualTo(new Resized(17, 0, 5, 4, 8, 8, Interpolation.BILINEAR));
  }

  @Test
  void refuses_ranges_that_cannot_be() {
    assertThatThrownBy(() -> new RandomResizedCrop(0, 0.1, 1))
        .hasMessageContaining("size must be 1");
    assertThatThrownBy(() -> new RandomResizedCrop(8, 0, 1)).hasMessageContaining("scaleLow");
    assertThatThrownBy(() -> new RandomResizedCrop(8, 0.5, 0.4)).hasMessageContaining("[0.5, 1.0]");
    assertThatThrownBy(() -> new RandomResizedCrop(8, 0.5, 1.1)).hasMessageContaining("got 1.1");
    assertThatThrownBy(() -> new RandomResizedCrop(8, 0.5, 1, 2, 1))
        .hasMessageContaining("ratioLow");
    assertThatThrownBy(() -> new RandomResizedCrop(8, Double.NaN, 1)).hasMessageContaining("NaN");
  }

  private static Resized draw(RandomResizedCrop crop, int key, int height, int width) {
    return (Resized) crop.draw(SplitMix64.of(3, key), height, width);
  }

  /** Areas come in lumps (whole pixels), so what is compared is the share below a value. */
  private static void quantilesAgree(double[] values, JsonNode quantiles) {
    quantiles
        .properties()
        .forEach(
            q -> {
              double share = Double.parseDouble(q.getKey());
              double value = q.getValue().asDouble(); // rounded to four digits
              assertThat(share(values, value - 1e-4))
                  .as("below %s", value)
                  .isLessThan(share + 0.01);
              assertThat(share(values, value + 1e-4))
                  .as("to %s", value)
                  .isGreaterThan(share - 0.01);
            });
  }

  private static double share(double[] values, double limit) {
    return Arrays.stream(values).filter(v -> v <= limit).count() / (double) values.length;
  }
}
