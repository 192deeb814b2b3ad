package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.data.SplitMix64;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What corruptions do to pixels, against what can be reckoned by hand. */
class CorruptingOpsTest {

  private static final int EDGE = 100;

  private static Planes flat(float value) {
    var values = new float[EDGE * EDGE];
    Arrays.fill(values, value);
    return Planes.of(1, EDGE, EDGE, values);
  }

  private static Planes point(int edge, int at) {
    var values = new float[edge * edge];
    values[at] = 1;
    return Planes.of(1, edge, edge, values);
  }

  private static double mean(Planes image) {
    double sum = 0;
    for (float value : image.values()) {
      sum += value;
    }
    return sum / image.values().length;
  }

  private static double sd(Planes image) {
    double mean = mean(image);
    double sum = 0;
    for (float value : image.values()) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / image.values().length);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void gaussian_noise_has_its_deviation_and_no_mean(long seed) {
    var image = flat(0.5f);

    new Noise.Gaussian(0.1, seed).apply(image);

    assertThat(mean(image)).isCloseTo(0.5, within(0.005));
    assertThat(sd(image)).isCloseTo(0.1, within(0.004));
    var sorted = image.values().clone();
    Arrays.sort(sorted);
    assertThat(sorted[8413]).isCloseTo(0.6f, within(0.008f)); // one deviation above: 84.13 %
    assertThat(sorted[9772]).isCloseTo(0.7f, within(0.015f)); // two: 97.72 %
  }

  @ParameterizedTest
  @ValueSource(floats = {0.25f, 0.5f})
  void speckle_is_in_proportion_to_the_value(float value) {
    var image = flat(value);

    new Noise.Speckle(0.2, 1).apply(image);

    assertThat(mean(image)).isCloseTo(value, within(0.005));
    assertThat(sd(image)).isCloseTo(0.2 * value, within(0.008 * value));
  }

  @ParameterizedTest
  @CsvSource({"50, 0.3", "500, 0.7", "5, 0.1"})
  void shot_noise_keeps_the_mean_and_has_the_variance_of_counts(double photons, float value) {
    var image = flat(value);

    new Noise.Shot(photons, 1).apply(image);

    assertThat(mean(image)).isCloseTo(value, within(4 * Math.sqrt(value / photons) / EDGE));
    assertThat(sd(image))
        .isCloseTo(Math.sqrt(value / photons), within(0.03 * Math.sqrt(value / photons)));
    for (float result : image.values()) {
      assertThat(result * photons).isCloseTo(Math.rint(result * photons), within(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.7, 30, 1300})
  void poisson_numbers_have_equal_mean_and_variance(double mean) {
    var random = SplitMix64.of(6);
    var drawn = IntStream.range(0, 4000).mapToDouble(i -> Noise.poisson(random, mean)).toArray();

    double average = Arrays.stream(drawn).average().orElseThrow();
    double variance =
        Arrays.stream(drawn).map(d -> (d - average) * (d - average)).average().orElseThrow();
    assertThat(average).isCloseTo(mean, within(4 * Math.sqrt(mean / 4000)));
    assertThat(variance).isCloseTo(mean, within(0.1 * mean));
  }

  @Test
  void impulses_make_a_share_black_and_as_many_white() {
    var image = flat(0.5f);

    new Noise.Impulse(0.2, 1).apply(image);

    double black = 0;
    double white = 0;
    for (float value : image.values()) {
      black += value == 0 ? 1e-4 : 0;
      white += value == 1 ? 1e-4 : 0;
    }
    assertThat(black).isCloseTo(0.1, within(0.01));
    assertThat(white).isCloseTo(0.1, within(0.01));
    assertThat(mean(image)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void defocus_spreads_a_point_over_a_disc() {
    var image = point(7, 24);

    new Smear.Defocused(1, 0.01).apply(image);

    for (int i = 0; i < 49; i++) {
      int distance = Math.abs(i / 7 - 3) + Math.abs(i % 7 - 3);
      assertThat(image.values()[i]).isCloseTo(distance <= 1 ? 0.2f : 0, within(1e-6f));
    }
  }

  @Test
  void defocus_softens_the_disc_by_a_gaussian_of_three_pixels() {
    var image = point(7, 24);
    double side = Math.exp(-0.5 / (0.5 * 0.5));

    new Smear.Defocused(0.5, 0.5).apply(image); // a disc of one pixel

    double total = (1 + 2 * side) * (1 + 2 * side);
    assertThat(image.values()[24]).isCloseTo((float) (1 / total), within(1e-6f));
    assertThat(image.values()[25]).isCloseTo((float) (side / total), within(1e-6f));
    assertThat(image.values()[32]).isCloseTo((float) (side * side / total), within(1e-6f));
    assertThat(image.values()[26]).isZero();
  }

  @Test
  void blurs_leave_what_is_flat() {
    for (var op :
        new Op[] {
          new Smear.Defocused(1.5, 0.1),
          new Smear.Dragged(13, 2, 30),
          new Smear.ZoomBlurred(1.26, 0.01),
          new Smear.Shattered(0.4, 1, 2, 3),
          new Coarse.Pixelated(0.65),
          new Light.Faded(0.3)
        }) {
      var image = flat(0.4f);

      op.apply(image);

      for (float value : image.values()) {
        assertThat(value).as(op.toString()).isCloseTo(0.4f, within(1e-5f));
      }
    }
  }

  @Test
  void motion_drags_along_its_direction() {
    var along = point(9, 40);
    var down = point(9, 40);

    new Smear.Dragged(3, 1, 0).apply(along);
    new Smear.Dragged(3, 1, 90).apply(down);

    double total = 1 + Math.exp(-0.5) + Math.exp(-2);
    for (int tap = 0; tap < 3; tap++) {
      float expected = (float) (Math.exp(-0.5 * tap * tap) / total);
      assertThat(along.values()[40 - tap]).isCloseTo(expected, within(1e-6f));
      assertThat(down.values()[40 - 9 * tap]).isCloseTo(expected, within(1e-6f));
    }
    assertThat(mean(along)).isCloseTo(1 / 81.0, within(1e-6));
  }

  @Test
  void zoom_blur_pulls_a_slope_towards_its_middle() {
    var values = new float[11 * 11];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 11 / 10f;
    }
    var image = Planes.of(1, 11, 11, values);

    new Smear.ZoomBlurred(1.3, 0.1).apply(image); // zooms of 1, 1.1, 1.2 beside the image

    double pull = (1 + 1 + 1 / 1.1 + 1 / 1.2) / 4;
    for (int i = 0; i < values.length; i++) {
      double expected = 0.5 + (i % 11 / 10.0 - 0.5) * pull;
      assertThat(image.values()[i]).isCloseTo((float) expected, within(1e-5f));
    }
  }

  @Test
  void glass_exchanges_neighbours_and_loses_none() {
    var values = new float[20 * 20];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 400f;
    }
    var image = Planes.of(1, 20, 20, values);

    new Smear.Shattered(0.01, 1, 1, 5).apply(image);

    var sorted = image.values().clone();
    Arrays.sort(sorted);
    assertThat(sorted).containsExactly(values, within(1e-6f));
    int moved = 0;
    for (int i = 0; i < values.length; i++) {
      moved += Math.abs(image.values()[i] - values[i]) > 1e-6 ? 1 : 0;
    }
    assertThat(moved).isGreaterThan(200);
  }

  @Test
  void fading_takes_every_channel_towards_its_own_mean() {
    var image = Planes.of(3, 1, 2, 0.2f, 0.4f, 0f, 1f, 0.5f, 0.5f);

    new Light.Faded(0.5).apply(image);

    assertThat(image.values())
        .containsExactly(new float[] {0.25f, 0.35f, 0.25f, 0.75f, 0.5f, 0.5f}, within(1e-6f));
  }

  @Test
  void too_much_light_raises_the_brightest_channel_and_keeps_the_hue() {
    var image = Planes.of(3, 1, 3, 0.4f, 0, 0.9f, 0.2f, 0, 0.45f, 0.1f, 0, 0.3f);

    new Light.Overexposed(0.2).apply(image);

    assertThat(image.values())
        .containsExactly(
            new float[] {0.6f, 0.2f, 1f, 0.3f, 0.2f, 0.5f, 0.15f, 0.2f, 1 / 3f}, within(1e-6f));
  }

  @Test
  void fog_goes_from_none_to_its_amount() {
    var image = flat(0.5f);

    new Light.Fogged(0.75, 2.5, 3).apply(image);

    double scale = 0.5 / 1.25;
    var sorted = image.values().clone();
    Arrays.sort(sorted);
    assertThat(sorted[0]).isGreaterThanOrEqualTo((float) (0.5 * scale) - 1e-6f);
    assertThat(sorted[sorted.length - 1]).isLessThanOrEqualTo((float) (1.25 * scale) + 1e-6f);
    assertThat(sorted[sorted.length - 1] - sorted[0]).isGreaterThan(0.15f); // of 0.3 at most
    assertThat(flatSlope(image)).isLessThan(0.02f); // clouds, not noise
  }

  @Test
  void fog_with_less_decay_is_rougher() {
    var smooth = flat(0.5f);
    var rough = flat(0.5f);

    new Light.Fogged(1, 3, 3).apply(smooth);
    new Light.Fogged(1, 1.75, 3).apply(rough);

    assertThat(flatSlope(rough)).isGreaterThan(1.5f * flatSlope(smooth));
  }

  @Test
  void a_black_image_stays_black_in_fog() {
    var image = flat(0);

    new Light.Fogged(1, 2, 3).apply(image);

    assertThat(mean(image)).isZero();
  }

  private static float flatSlope(Planes image) {
    double sum = 0;
    for (int i = 1; i < image.values().length; i++) {
      sum += i % EDGE == 0 ? 0 : Math.abs(image.values()[i] - image.values()[i - 1]);
    }
    return (float) (sum / image.values().length);
  }

  @Test
  void fewer_pixels_are_means_of_blocks() {
    var image =
        Planes.of(1, 4, 4, 0f, 0.2f, 0.4f, 0.6f, 0.4f, 0.2f, 0.4f, 0.2f, 1, 1, 0, 0, 1, 0, 0, 0.4f);

    new Coarse.Pixelated(0.5).apply(image);

    assertThat(image.values())
        .containsExactly(
            new float[] {
              0.2f, 0.2f, 0.4f, 0.4f, 0.2f, 0.2f, 0.4f, 0.4f, 0.75f, 0.75f, 0.1f, 0.1f, 0.75f,
              0.75f, 0.1f, 0.1f
            },
            within(1e-6f));
  }

  @Test
  void parts_of_pixels_count_by_their_area() {
    var image = Planes.of(1, 1, 3, 0f, 0.3f, 0.9f);

    new Coarse.Pixelated(0.67).apply(image); // to two of three columns, 1.5 wide, and back

    float left = (0 + 0.15f) / 1.5f;
    float right = (0.15f + 0.9f) / 1.5f;
    assertThat(image.values())
        .containsExactly(new float[] {left, (left + right) / 2, right}, within(1e-6f));
  }

  @Test
  void zooming_out_leaves_black_around() {
    var image = flat(1);

    new Coarse.Shrunk(2).apply(image);

    assertThat(mean(image)).isCloseTo(0.25, within(0.001));
    assertThat(image.values()[50 * EDGE + 50]).isEqualTo(1);
    assertThat(image.values()[20 * EDGE + 50]).isZero();
    assertThat(image.values()[50 * EDGE + 80]).isZero();
  }

  @Test
  void jpeg_keeps_colours_in_their_places_and_loses_more_at_a_lower_quality() {
    var values = new float[3 * 32 * 32];
    for (int i = 0; i < 1024; i++) {
      values[i] = 0.8f;
      values[1024 + i] = 0.4f;
      values[2048 + i] = 0.1f;
    }
    var plain = Planes.of(3, 32, 32, values);

    new Coarse.Compressed(90).apply(plain);

    assertThat(plain.values()).hasSize(3072).containsExactly(values, within(0.02f));
    assertThat(lost(90)).isLessThan(lost(40));
    assertThat(lost(40)).isLessThan(lost(5));
  }

  private static double lost(int quality) {
    var image = flat(0.5f);
    new Noise.Gaussian(0.2, 1).apply(image);
    var before = image.values().clone();

    new Coarse.Compressed(quality).apply(image);

    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += Math.abs(before[i] - image.values()[i]);
    }
    return sum;
  }
}
