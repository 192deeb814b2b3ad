package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every step; each step's test implements this and inherits the laws. */
interface StepContract {

  /** A typical step, one that acts whenever it can. */
  Step step();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  default void results_stay_in_0_to_1(long seed) {
    for (var original : TestImages.all()) {
      for (int i = 0; i < 40; i++) {
        var image = TestImages.copy(original);

        TestImages.apply(step(), image, SplitMix64.of(seed, i));

        for (float value : image.values()) {
          assertThat(value).isBetween(0f, 1.000001f); // rounding of a blur; NaN is not
        }
        assertThat(image.channels()).isEqualTo(original.channels());
        boolean sizing = step() instanceof Step.Sizing;
        int height = sizing ? ((Step.Sizing) step()).size() : original.height();
        int width = sizing ? height : original.width();
        assertThat(image.height()).isEqualTo(height);
        assertThat(image.width()).isEqualTo(width);
        assertThat(image.values()).hasSize(image.channels() * height * width);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  default void the_same_seed_gives_the_same_pixels(long seed) {
    for (var original : TestImages.all()) {
      for (int i = 0; i < 10; i++) {
        var one = TestImages.copy(original);
        var other = TestImages.copy(original);

        TestImages.apply(step(), one, SplitMix64.of(seed, i));
        TestImages.apply(step(), other, SplitMix64.of(seed, i));

        assertThat(one.values()).isEqualTo(other.values());
      }
    }
  }

  @Test
  default void a_draw_does_the_same_however_often_it_is_applied() {
    for (var original : TestImages.all()) {
      var op = step().draw(SplitMix64.of(5), original.height(), original.width());
      var one = TestImages.copy(original);
      var other = TestImages.copy(original);

      op.apply(one);
      op.apply(other);

      assertThat(one.values()).isEqualTo(other.values());
      assertThat(op.toString()).as("says what it does").doesNotContain("$Lambda", "@");
    }
  }

  @Test
  default void the_images_of_the_set_are_never_changed() {
    var bytes = new byte[4 * 24 * 24 * 3];
    SplitMix64.of(7).nextBytes(bytes);
    var images = ImageSet.of("noise", 24, 24, 3, bytes, new int[4], List.of("noise"));
    var augment = TestImages.pipeline(step());
    var target = FloatBuffer.allocate(3 * augment.size() * augment.size());

    IntStream.range(0, 40).forEach(i -> augment.apply(images, i % 4, i, 0, 0, target, 0));

    for (int i = 0; i < 4; i++) {
      var after = new byte[24 * 24 * 3];
      images.copy(i, after, 0);
      assertThat(after).isEqualTo(Arrays.copyOfRange(bytes, i * 1728, (i + 1) * 1728));
    }
  }

  @Test
  default void comes_back_from_json_equal() {
    var augment = TestImages.pipeline(step());

    assertThat(Augment.fromJson(augment.toJson())).isEqualTo(augment);
    assertThat(augment.toJson()).contains("\"type\":\"" + step().getClass().getSimpleName() + "\"");
  }

  @Test
  default void its_line_on_the_card_says_something_and_its_text_is_java() {
    var line = step().setting();

    assertThat(List.of(line.name(), line.value(), line.meaning())).doesNotContain("");
    assertThat(line.meaning()).doesNotContain("[", "null");
    assertThat(step().toString().toLowerCase(Locale.ROOT))
        .contains(step().getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .matches("(?s)(new )?\\w+[.(].*\\)");
  }

  /** A step that happens with a probability. */
  interface Sometimes extends StepContract {

    /** The step with this probability. */
    Step step(double probability);

    @Override
    default Step step() {
      return step(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    default void with_probability_0_it_is_the_identity_bit_for_bit(long seed) {
      for (var original : TestImages.all()) {
        for (int i = 0; i < 100; i++) {
          var image = TestImages.copy(original);

          TestImages.apply(step(0), image, SplitMix64.of(seed, i));

          assertThat(image.values()).isEqualTo(original.values());
        }
      }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    default void with_probability_1_it_always_acts(long seed) {
      var changed = new ArrayList<Boolean>();
      for (int i = 0; i < 200; i++) {
        var image = TestImages.colours();
        var op = step(1).draw(SplitMix64.of(seed, i), image.height(), image.width());

        op.apply(image);

        assertThat(op).isNotEqualTo(Op.NONE);
        changed.add(!Arrays.equals(image.values(), TestImages.colours().values()));
      }
      assertThat(changed.stream().filter(c -> c).count()).isGreaterThan(190);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    default void happens_as_often_as_its_probability_says(long seed) {
      long count =
          IntStream.range(0, 4000)
              .filter(i -> !step(0.3).draw(SplitMix64.of(seed, i), 20, 24).equals(Op.NONE))
              .count();

      assertThat(count / 4000.0).isBetween(0.27, 0.33); // 4 standard deviations
    }

    @Test
    default void what_is_no_probability_is_refused() {
      for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
        assertThatThrownBy(() -> step(wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("probability", "[0.0, 1.0]", "got " + wrong);
      }
    }
  }
}
