package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.FashionMnist;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Corruptions of whole sets; what each does to pixels is in the tests of the operations. */
class CorruptionTest {

  private static final ImageSet CLOTHES = FashionMnist.mini().test().first(80);
  private static final ImageSet COLOURS = CorruptionSample.colours(40);

  /** By how much a severity may change less than the one before: pixels come in whole numbers. */
  private static final Map<Corruption, Double> SLACK =
      Map.of(
          Corruption.MOTION_BLUR, 1e-4, // severities 3 and 4 differ in weights of less than e^-4
          Corruption.PIXELATE, 0.002, // 26 and 25 of 28 pixels
          Corruption.GLASS_BLUR, 0.012); // see its card

  @ParameterizedTest
  @EnumSource
  void changes_grow_with_severity(Corruption corruption) {
    for (var images : List.of(CLOTHES, COLOURS)) {
      var changes =
          IntStream.rangeClosed(1, 5)
              .mapToDouble(
                  severity ->
                      CorruptionSample.change(
                          images, corruption.severity(severity).applyTo(images, 3)))
              .toArray();

      assertThat(changes[0]).as("severity 1").isGreaterThan(0.001);
      assertThat(changes[4]).as("severity 5").isGreaterThan(1.15 * changes[0]);
      for (int i = 1; i < 5; i++) {
        assertThat(changes[i])
            .as("severities %d and %d of %s", i, i + 1, Arrays.toString(changes))
            .isGreaterThan(changes[i - 1] - SLACK.getOrDefault(corruption, 0.0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void twice_as_strong_changes_more(Corruption corruption) {
    var step = corruption.severity(5);

    double once = CorruptionSample.change(COLOURS, step.applyTo(COLOURS, 3));
    double twice = CorruptionSample.change(COLOURS, step.times(2).applyTo(COLOURS, 3));

    assertThat(twice).isGreaterThan(1.05 * once);
  }

  @ParameterizedTest
  @EnumSource
  void the_same_seed_gives_the_same_set_and_leaves_the_images(Corruption corruption) {
    var before = CorruptionSample.bytes(CLOTHES);
    var step = corruption.severity(3);

    var one = step.applyTo(CLOTHES, 5);
    var again = step.applyTo(CLOTHES, 5);
    var other = step.applyTo(CLOTHES, 6);

    assertThat(again.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(other.fingerprint().equals(one.fingerprint())).isNotEqualTo(isRandom(corruption));
    assertThat(CorruptionSample.bytes(CLOTHES)).isEqualTo(before);
    assertThat(one.labels()).isEqualTo(CLOTHES.labels());
    assertThat(one.classNames()).isEqualTo(CLOTHES.classNames());
    assertThat(one.height()).isEqualTo(28);
    assertThat(one.name()).isEqualTo(CLOTHES.name() + ", " + corruption.label() + " 3");
  }

  private static boolean isRandom(Corruption corruption) {
    return switch (corruption) {
      case GAUSSIAN_NOISE, SHOT_NOISE, IMPULSE_NOISE, SPECKLE_NOISE, GLASS_BLUR, MOTION_BLUR, FOG ->
          true;
      default -> false;
    };
  }

  @Test
  void an_image_is_spoilt_the_same_way_in_a_set_of_any_length() {
    var step = Corruption.GAUSSIAN_NOISE.severity(2);

    var all = CorruptionSample.bytes(step.applyTo(CLOTHES, 1));
    var few = CorruptionSample.bytes(step.applyTo(CLOTHES.first(3), 1));

    assertThat(Arrays.copyOf(all, few.length)).isEqualTo(few);
  }

  @Test
  void no_two_images_and_no_two_corruptions_share_their_chance() {
    var seeds = new HashSet<Long>();
    for (int image = 0; image < 100; image++) {
      for (var corruption : List.of(Corruption.GAUSSIAN_NOISE, Corruption.SPECKLE_NOISE)) {
        var op = corruption.severity(1).draw(SplitMix64.of(4, image), 28, 28);
        seeds.add(op instanceof Noise.Gaussian noise ? noise.seed() : ((Noise.Speckle) op).seed());
      }
    }

    assertThat(seeds).hasSize(200);
  }

  @Test
  void motion_goes_in_every_direction_from_minus_45_to_45_degrees() {
    var degrees =
        IntStream.range(0, 4000)
            .mapToObj(i -> Corruption.MOTION_BLUR.severity(1).draw(SplitMix64.of(2, i), 9, 9))
            .mapToDouble(op -> ((Smear.Dragged) op).degrees())
            .toArray();

    assertThat(Arrays.stream(degrees).min().orElseThrow()).isBetween(-45.0, -44.8);
    assertThat(Arrays.stream(degrees).max().orElseThrow()).isBetween(44.8, 45.0);
    assertThat(Arrays.stream(degrees).average().orElseThrow()).isCloseTo(0, within(1.5));
    assertThat(Arrays.stream(degrees).filter(d -> Math.abs(d) < 22.5).count())
        .isBetween(1880L, 2120L);
  }

  @Test
  void the_published_numbers_are_those_of_cifar_10_c() {
    var random = SplitMix64.of(1);
    assertThat(Corruption.FOG.severity(4).draw(random, 32, 32))
        .isInstanceOfSatisfying(
            Light.Fogged.class,
            fog -> {
              assertThat(fog.amount()).isEqualTo(1);
              assertThat(fog.decay()).isEqualTo(2);
            });
    assertThat(Corruption.CONTRAST.severity(5).draw(random, 32, 32))
        .isEqualTo(new Light.Faded(0.15));
    assertThat(Corruption.JPEG.severity(3).draw(random, 32, 32))
        .isEqualTo(new Coarse.Compressed(58));
    assertThat(Corruption.ZOOM_BLUR.severity(1).draw(random, 32, 32))
        .isEqualTo(new Smear.ZoomBlurred(1.06, 0.01));
    assertThat(Corruption.DEFOCUS_BLUR.severity(4).draw(random, 32, 32))
        .isEqualTo(new Smear.Defocused(1, 0.2));
    assertThat(Corruption.GAUSSIAN_BLUR.severity(5).draw(random, 32, 32))
        .isEqualTo(new Blurred(9, 9, 1, 1));
    assertThat(Corruption.GAUSSIAN_BLUR.severity(5).draw(random, 4, 32))
        .isEqualTo(new Blurred(7, 7, 1, 1));
    assertThat(Corruption.ZOOM_OUT.severity(2).draw(random, 32, 32))
        .isEqualTo(new Coarse.Shrunk(1.1));
  }

  @Test
  void strength_multiplies_raises_or_divides() {
    var random = SplitMix64.of(1);

    assertThat(Corruption.CONTRAST.severity(2).times(2).draw(random, 9, 9))
        .isEqualTo(new Light.Faded(0.25));
    assertThat(Corruption.BRIGHTNESS.severity(3).times(2).draw(random, 9, 9))
        .isEqualTo(new Light.Overexposed(0.3));
    assertThat(Corruption.JPEG.severity(1).times(2).draw(random, 9, 9))
        .isEqualTo(new Coarse.Compressed(40));
    assertThat(
            ((Noise.Shot) Corruption.SHOT_NOISE.severity(1).times(2).draw(random, 9, 9)).photons())
        .isEqualTo(125);
  }

  @Test
  void names_what_it_is_in_java_json_and_on_cards() {
    var augment =
        Augment.pipeline(
            new Resize(28), Corruption.SHOT_NOISE.severity(4).times(2), Normalize.none());

    assertThat(augment.toString()).contains("Corruption.SHOT_NOISE.severity(4).times(2.0)");
    assertThat(Corruption.FOG.severity(1)).hasToString("Corruption.FOG.severity(1)");
    assertThat(augment.card().text()).contains("shot noise", "severity 4 of 5, × 2");
    assertThat(Augment.fromJson(augment.toJson())).isEqualTo(augment);
    assertThat(augment.toJson()).contains("\"corruption\":\"SHOT_NOISE\"");
    assertThat(Corruption.all()).hasSize(15).containsAll(Corruption.grey());
    assertThat(Corruption.grey()).hasSize(8);
    assertThat(Corruption.JPEG.severity(1).times(2).label()).isEqualTo("JPEG 1 × 2");
  }

  @Test
  void refuses_what_cannot_be() {
    assertThatThrownBy(() -> Corruption.FOG.severity(0)).hasMessageContaining("[1, 5], got 0");
    assertThatThrownBy(() -> Corruption.FOG.severity(6)).hasMessageContaining("severity");
    assertThatThrownBy(() -> Corruption.FOG.severity(1).times(0)).hasMessageContaining("strength");
  }

  @Test
  void any_step_can_be_done_to_a_whole_set() {
    var halves = new Resize(14).applyTo(CLOTHES, 0);
    var inverted = new Solarize(0, 1).applyTo(COLOURS, 0);

    assertThat(halves.height()).isEqualTo(14);
    assertThat(halves.mean()[0]).isCloseTo(CLOTHES.mean()[0], within(0.01));
    for (int channel = 0; channel < 3; channel++) {
      assertThat(inverted.mean()[channel]).isCloseTo(1 - COLOURS.mean()[channel], within(1e-9));
    }
    assertThatThrownBy(() -> Normalize.grey(0.5, 0.1).applyTo(CLOTHES, 0))
        .hasStackTraceContaining("but pixels lie in [0, 1]")
        .hasStackTraceContaining("normalise later");
    Step growing = (random, height, width) -> new Resize(20 + random.below(9)).whole(height, width);
    assertThatThrownBy(() -> growing.applyTo(CLOTHES, 0)).hasStackTraceContaining("one size");
  }
}
