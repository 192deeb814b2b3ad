package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.FashionMnist;
import alike.data.ImageSet;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Augmentations whose views are not drawn alike. */
class PerViewTest {

  private static final ImageSet CLOTHES = FashionMnist.mini().test().first(8);
  private static final Pipeline BRIGHT =
      Augment.pipeline(new Resize(28), new ColorJitter(0, 0, 0, 0, 0), Normalize.none());
  private static final Pipeline DARK =
      Augment.pipeline(new Resize(28), new Solarize(0, 1), Normalize.none());

  private static float[] view(Augment augment, int view) {
    int size = augment.size(view);
    var target = FloatBuffer.allocate(size * size);
    augment.apply(CLOTHES, 2, 7, 1, view, target, 0);
    return target.array();
  }

  @Test
  void every_view_is_what_its_own_pipeline_makes_of_it() {
    var other = Augment.simClr(20).with(Normalize.none());
    var views = Augment.views(Augment.simClr(28).with(Normalize.none()), other);

    for (int view = 0; view < 6; view++) {
      assertThat(view(views, view)).isEqualTo(view(views.pipeline(view), view));
    }
    assertThat(views.size()).isEqualTo(28);
    assertThat(view(views, 3)).hasSize(400).isEqualTo(view(other, 3)).isNotEqualTo(view(views, 1));
  }

  @Test
  void crops_of_two_sizes_are_what_their_own_pipelines_make() {
    var crops = Augment.dino(28);

    for (int view = 0; view < 12; view++) {
      assertThat(view(crops, view))
          .hasSize(view % 10 < 2 ? 784 : 144)
          .isEqualTo(view(crops.pipeline(view), view));
    }
  }

  @Test
  void with_changes_the_steps_where_they_are_or_else_goes_everywhere() {
    var views = Augment.views(BRIGHT, DARK);

    assertThat(views.with(new Solarize(0.5, 1)).pipelines())
        .containsExactly(BRIGHT, DARK.with(new Solarize(0.5, 1)));
    assertThat(views.with(new HorizontalFlip(1)).pipelines())
        .containsExactly(BRIGHT.with(new HorizontalFlip(1)), DARK.with(new HorizontalFlip(1)));
    assertThat(views.with(0, new Solarize(0.5, 1)).pipelines())
        .containsExactly(BRIGHT.with(new Solarize(0.5, 1)), DARK);
    assertThat(views.without(Solarize.class).pipelines())
        .containsExactly(BRIGHT, DARK.without(Solarize.class));
    assertThat(views.with(Normalize.grey(0.5, 0.5)).normalization())
        .isEqualTo(Normalize.grey(0.5, 0.5));
    assertThatThrownBy(() -> views.with(2, new HorizontalFlip(1)))
        .hasMessageContainingAll("pipeline", "[0, 1]", "got 2");
  }

  @Test
  void multi_crop_is_changed_in_global_and_local_views_apart_or_together() {
    var crops = Augment.views(BRIGHT, DARK).and(6, BRIGHT.with(new Resize(12)));

    assertThat(crops.views()).isEqualTo(8);
    assertThat(crops.with(new HorizontalFlip(1)).local().steps()).contains(new HorizontalFlip(1));
    assertThat(crops.with(new HorizontalFlip(1)).globals().get(1).steps())
        .contains(new HorizontalFlip(1));
    assertThat(crops.withLocal(new Resize(14)).size(5)).isEqualTo(14);
    assertThat(crops.withLocal(new Resize(14)).size(1)).isEqualTo(28);
    assertThat(crops.withGlobal(new Resize(32)).size()).isEqualTo(32);
    assertThat(crops.withGlobal(new Resize(32)).size(2)).isEqualTo(12);
    assertThat(crops.withLocals(4).views()).isEqualTo(6);
    assertThat(crops.without(Solarize.class).globals().get(1).steps()).hasSize(2);
    assertThatThrownBy(() -> crops.with(new Resize(14)))
        .hasMessageContainingAll("alike", "withGlobal", "withLocal");
  }

  @Test
  void views_that_do_not_go_together_are_refused() {
    assertThatThrownBy(() -> Augment.views(BRIGHT, DARK.with(Normalize.grey(0.5, 1))))
        .hasMessageContainingAll("normalised alike", "Normalize.grey(0.5, 1.0)", ".with(");
    assertThatThrownBy(Augment::views).hasMessageContainingAll("one pipeline or more");
    assertThatThrownBy(() -> Augment.views(BRIGHT, DARK.with(new Resize(12))).and(2, BRIGHT))
        .hasMessageContainingAll("one size", "[28, 12]");
    assertThatThrownBy(() -> Augment.views(BRIGHT).and(0, BRIGHT))
        .hasMessageContainingAll("locals", "got 0");
    assertThatThrownBy(() -> Augment.views(BRIGHT).and(2, BRIGHT.with(Normalize.grey(0.5, 1))))
        .hasMessageContaining("normalised alike");
  }

  @Test
  void comes_back_from_json() {
    for (var augment :
        List.of(
            Augment.views(BRIGHT, DARK),
            Augment.views(Augment.simClr(28)).and(3, Augment.simClr(28)),
            Augment.byol(96).with(1, new Solarize(0.5, 0.4)))) {
      assertThat(Augment.fromJson(augment.toJson()))
          .isEqualTo(augment)
          .hasToString(augment.toString());
    }
    assertThat(Augment.views(DARK).toJson())
        .isEqualTo(
            "{\"views\":[{\"steps\":[{\"type\":\"Resize\",\"size\":28,\"interpolation\":\"BILINEAR\"},"
                + "{\"type\":\"Solarize\",\"threshold\":0.0,\"probability\":1.0},"
                + "{\"type\":\"Normalize\",\"mean\":[0.0],\"std\":[1.0]}]}]}");
    assertThatThrownBy(() -> Augment.fromJson("{\"views\":[]}"))
        .hasMessageContaining("one pipeline");
    assertThatThrownBy(() -> Augment.fromJson("{\"globals\":[],\"locals\":2}"))
        .hasMessageContaining("local");
    assertThatThrownBy(() -> Augment.fromJson("{\"views\":[],\"vews\":1}"))
        .hasMessageContaining("vews");
  }

  @Test
  void an_augmentation_of_ones_own_says_that_it_cannot_be_written() {
    var own =
        new Augment() {
          @Override
          public int size() {
            return 2;
          }

          @Override
          public void apply(
              ImageSet images, int index, long seed, int epoch, int view, FloatBuffer t, int at) {}
        };

    assertThat(own.size(3)).isEqualTo(2);
    assertThatThrownBy(own::toJson)
        .hasMessageContainingAll("cannot be written", "Augment.pipeline");
  }

  @Test
  void prints_the_pipelines_one_under_the_other() {
    assertThat(Augment.views(Augment.moCo2(28), DARK.with(Augment.moCo2(28).normalization())))
        .hasToString(
            """
            Augment.views(
                Augment.moCo2(28),
                Augment.pipeline(
                    new Resize(28),
                    new Solarize(0.0, 1.0),
                    Normalize.grey(0.286, 0.353)))""");
    assertThat(Augment.views(DARK).and(2, DARK).toString())
        .startsWith("Augment.views(\n    Augment.pipeline(\n        new Resize(28)")
        .contains(")\n    .and(2, Augment.pipeline(\n        new Resize(28)");
  }

  @Test
  void its_card_tells_a_common_step_once_and_others_with_the_views_that_have_it() {
    var text = Augment.byol(96).card().text();
    var crops = Augment.dino(96).card();

    assertThat(text.lines().filter(line -> line.startsWith("  crop "))).hasSize(1);
    assertThat(text)
        .contains("blur, view 1", "blur, view 2", "solarise, view 2")
        .contains("p 0.2", "2 pipelines in turn", "Augment.byol(96)", "arXiv:2006.07733");
    assertThat(text.indexOf("solarise")).isLessThan(text.indexOf("normalise"));
    assertThat(crops.settings().stream().map(s -> s.name()))
        .containsExactly(
            "crop, global 1 and global 2",
            "crop, local",
            "flip",
            "colour jitter",
            "greyscale",
            "blur, global 1",
            "blur, global 2",
            "blur, local",
            "solarise, global 2",
            "normalise");
    assertThat(crops.summary()).contains("2 random views of 96×96 and 8 local ones of 41×41");
  }

  @Test
  void a_preview_puts_smaller_views_in_the_middle_of_their_cells() {
    var bright = BRIGHT.with(new Resize(12));

    var grid = Augment.views(BRIGHT).and(1, bright).preview(CLOTHES, 2, 2);

    assertThat(grid.columns()).isEqualTo(3);
    var whole = pixels(grid.cell(1));
    var small = pixels(grid.cell(2));
    assertThat(whole).isEqualTo(pixels(CLOTHES.image(0)));
    for (int i = 0; i < 784; i++) {
      boolean inside = i / 28 >= 8 && i / 28 < 20 && i % 28 >= 8 && i % 28 < 20;
      if (!inside) {
        assertThat(small[i]).isEqualTo(128);
      }
    }
    assertThat(Arrays.stream(small).filter(v -> v != 128).count()).isGreaterThan(100);
  }

  private static int[] pixels(java.awt.image.BufferedImage image) {
    return image.getRaster().getPixels(0, 0, 28, 28, (int[]) null);
  }
}
