package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.FashionMnist;
import alike.data.ImageSet;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {

  private static final ImageSet CLOTHES = FashionMnist.mini().test();

  private static ImageSet colours(int size, int count) {
    var pixels = new byte[count * size * size * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 37 + i / 11);
    }
    return ImageSet.of("colours", size, size, 3, pixels, new int[count], List.of("noise"));
  }

  private static float[] view(Augment augment, ImageSet images, int index, long seed, int view) {
    var target = FloatBuffer.allocate(images.channels() * augment.size() * augment.size());
    augment.apply(images, index, seed, 2, view, target, 0);
    return target.array();
  }

  @Test
  void the_same_keys_give_the_same_view_and_others_another() {
    var augment = Augment.simClr(28);
    var seen = new HashSet<String>();
    for (int index = 0; index < 20; index++) {
      for (int view = 0; view < 2; view++) {
        for (long seed = 0; seed < 2; seed++) {
          var values = view(augment, CLOTHES, index, seed, view);
          assertThat(view(augment, CLOTHES, index, seed, view)).isEqualTo(values);
          seen.add(Arrays.toString(values));
        }
      }
    }

    assertThat(seen).hasSize(80);
  }

  @Test
  void a_view_is_what_its_draws_do() {
    var augment = Augment.simClr(28);

    var ops = augment.draws(CLOTHES, 3, 7, 2, 1);

    var image = Planes.of(CLOTHES, 3);
    ops.forEach(op -> op.apply(image));
    assertThat(view(augment, CLOTHES, 3, 7, 1)).containsExactly(image.values(), within(1e-4f));
    assertThat(ops.get(0).toString()).startsWith("Resized[top=");
  }

  @Test
  void changing_a_step_leaves_what_the_others_draw() {
    var one = Augment.simClr(28);
    var other = one.with(new RandomResizedCrop(28, 0.9, 1));

    for (int i = 0; i < 20; i++) {
      var draws = one.draws(CLOTHES, i, 1, 0, 0);
      assertThat(other.draws(CLOTHES, i, 1, 0, 0).subList(1, 5)).isEqualTo(draws.subList(1, 5));
    }
  }

  @Test
  void writes_at_the_offset_and_nowhere_else() {
    var target = FloatBuffer.allocate(784 + 20);
    Arrays.fill(target.array(), 99);

    Augment.simClr(28).apply(CLOTHES, 0, 1, 0, 0, target, 10);

    assertThat(target.position()).isZero();
    assertThat(Arrays.copyOf(target.array(), 10)).containsOnly(99);
    assertThat(Arrays.copyOfRange(target.array(), 794, 804)).containsOnly(99);
    assertThat(Arrays.copyOfRange(target.array(), 10, 794)).doesNotContain(99);
  }

  @Test
  void steps_happen_as_often_as_their_probability_says() {
    var augment = Augment.simClr(96);
    var images = colours(96, 1);
    var counts = new int[6];
    int draws = 400;
    for (int i = 0; i < draws; i++) {
      var ops = augment.draws(images, 0, i, 0, 0);
      for (int step = 0; step < 6; step++) {
        counts[step] += ops.get(step).equals(Op.NONE) ? 0 : 1;
      }
    }

    assertThat(counts[0]).isEqualTo(draws);
    assertThat(counts[1] / 400.0).as("flip").isCloseTo(0.5, within(0.1));
    assertThat(counts[2] / 400.0).as("jitter").isCloseTo(0.8, within(0.08));
    assertThat(counts[3] / 400.0).as("greyscale").isCloseTo(0.2, within(0.08));
    assertThat(counts[4] / 400.0).as("blur").isCloseTo(0.5, within(0.1));
    assertThat(counts[5]).isEqualTo(draws);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 28, 32, 96})
  void views_stay_in_0_to_1_before_they_are_normalised(int size) {
    var augment = Augment.simClr(size).with(Normalize.none());
    for (var images : List.of(colours(40, 3), CLOTHES.first(3))) {
      for (int i = 0; i < 3; i++) {
        for (float value : view(augment, images, i, 5, 0)) {
          assertThat(value).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void plain_is_the_image_itself_normalised() {
    var target = FloatBuffer.allocate(784);
    var bytes = new byte[784];
    CLOTHES.copy(5, bytes, 0);

    Augment.simClr(28).plain(CLOTHES, 5, target, 0);

    for (int i = 0; i < 784; i++) {
      assertThat(target.get(i))
          .isCloseTo(((bytes[i] & 0xff) / 255f - 0.286f) / 0.353f, within(1e-5f));
    }
  }

  @Test
  void plain_brings_other_sizes_to_the_views_size_channels_first() {
    var target = FloatBuffer.allocate(3 * 20 * 20);
    var white = new byte[3 * 40 * 30];
    IntStream.range(0, 1200).forEach(i -> white[3 * i + 1] = (byte) 255);
    var green = ImageSet.of("green", 40, 30, 3, white, new int[1], List.of("green"));

    Augment.simClr(20).with(Normalize.none()).plain(green, 0, target, 0);

    for (int i = 0; i < 1200; i++) {
      assertThat(target.get(i)).isCloseTo(i / 400 == 1 ? 1 : 0, within(1e-6f));
    }
  }

  @Test
  void a_preview_shows_the_original_and_then_the_views() {
    var grid = Augment.simClr(28).preview(CLOTHES, 3, 4);

    assertThat(grid.columns()).isEqualTo(5);
    assertThat(grid.size()).isEqualTo(15);
    assertThat(grid.rowHeadings())
        .hasSize(3)
        .startsWith(CLOTHES.classNames().get(CLOTHES.label(0)));
    var original = grid.cell(5).getRaster();
    assertThat(original.getPixels(0, 0, 28, 28, (int[]) null))
        .isEqualTo(CLOTHES.image(1).getRaster().getPixels(0, 0, 28, 28, (int[]) null));
    assertThat(grid.cell(6).getRaster().getPixels(0, 0, 28, 28, (int[]) null))
        .isNotEqualTo(original.getPixels(0, 0, 28, 28, (int[]) null));
    assertThatThrownBy(() -> Augment.simClr(28).preview(CLOTHES, 0, 4))
        .hasMessageContaining("count");
  }

  @Test
  void a_preview_shows_colours_in_their_places() {
    var images = colours(32, 1);

    var shown = Augment.simClr(32).preview(images, 1, 1).cell(0);

    for (int i = 0; i < 32; i++) {
      assertThat(shown.getRGB(i, 31 - i)).isEqualTo(images.image(0).getRGB(i, 31 - i));
    }
  }

  @Test
  void takes_the_images_own_size_and_numbers_when_it_is_given_images() {
    var augment = Augment.simClr(colours(32, 4));

    assertThat(augment.size()).isEqualTo(32);
    assertThat(augment.normalization()).isEqualTo(Normalize.of(colours(32, 4)));
    assertThat(Augment.simClr(CLOTHES).normalization().mean().get(0))
        .isCloseTo(0.286, within(0.01));
  }

  @Test
  void with_replaces_a_step_of_the_same_kind_or_puts_one_before_the_normalisation() {
    var augment = Augment.simClr(28);

    assertThat(augment.with(new HorizontalFlip(0)).steps())
        .hasSize(5)
        .contains(new HorizontalFlip(0))
        .doesNotContain(new HorizontalFlip(0.5));
    assertThat(augment.with(new GaussianBlur(3, 0.1, 1, 0.5)).steps())
        .hasSize(6)
        .endsWith(new GaussianBlur(3, 0.1, 1, 0.5), Normalize.grey(0.286, 0.353));
    assertThat(augment.with(new Resize(14)).size()).isEqualTo(14);
    assertThat(augment.without(ColorJitter.class).steps()).hasSize(4);
    assertThatThrownBy(
            () ->
                Augment.pipeline(
                        new Resize(8),
                        new HorizontalFlip(1),
                        new HorizontalFlip(1),
                        Normalize.none())
                    .with(new HorizontalFlip(0)))
        .hasMessageContainingAll("2 steps", "HorizontalFlip");
  }

  @Test
  void impossible_pipelines_are_refused_with_the_remedy() {
    assertThatThrownBy(() -> Augment.pipeline(new HorizontalFlip(0.5), Normalize.none()))
        .hasMessageContainingAll(
            "decides the size", "RandomResizedCrop or Resize", "HorizontalFlip");
    assertThatThrownBy(() -> Augment.pipeline(new Resize(28)))
        .hasMessageContainingAll("Normalize once", "Normalize.none()");
    assertThatThrownBy(() -> Augment.pipeline(Normalize.none(), new Resize(28)))
        .hasMessageContainingAll("as its last step");
    assertThatThrownBy(() -> Augment.simClr(28).with(new GaussianBlur(57, 1, 1, 1)))
        .hasMessageContainingAll("28×28", "55 or less");
    assertThatThrownBy(() -> view(Augment.simClr(32), CLOTHES, 0, 1, 0))
        .hasMessageContainingAll("3 channels", "have 1", "Normalize.of(images)");
    assertThatThrownBy(() -> Augment.simClr(3)).hasMessageContaining("4 or more, got 3");
  }

  @Test
  void steps_refuse_numbers_out_of_range() {
    assertThatThrownBy(() -> new HorizontalFlip(1.1)).hasMessageContaining("probability");
    assertThatThrownBy(() -> new ColorJitter(-1, 0, 0, 0, 1)).hasMessageContaining("brightness");
    assertThatThrownBy(() -> new ColorJitter(0, 0, 0, 0.6, 1)).hasMessageContaining("hue");
    assertThatThrownBy(() -> new RandomGrayscale(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new GaussianBlur(4, 1, 2, 1)).hasMessageContaining("odd");
    assertThatThrownBy(() -> new GaussianBlur(3, 2, 1, 1)).hasMessageContaining("sigmaLow");
    assertThatThrownBy(() -> Normalize.grey(0.5, 0)).hasMessageContaining("std");
    assertThatThrownBy(() -> new Normalize(List.of(0.1, 0.2), List.of(1.0, 1.0)))
        .hasMessageContaining("2 means");
  }
}
