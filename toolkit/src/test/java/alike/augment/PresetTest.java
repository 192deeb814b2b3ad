package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.FashionMnist;
import alike.data.ImageSet;
import alike.show.Card;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetTest {

  private static final ImageSet CLOTHES = FashionMnist.mini().test().first(8);
  private static final Normalize IMAGENET =
      new Normalize(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  record Named(String name, IntFunction<Augment> preset) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Named> presets() {
    return Stream.of(
        new Named("simClr", Augment::simClr),
        new Named("moCo1", Augment::moCo1),
        new Named("moCo2", Augment::moCo2),
        new Named("byol", Augment::byol),
        new Named("barlowTwins", Augment::barlowTwins),
        new Named("vicReg", Augment::vicReg),
        new Named("swav", Augment::swav),
        new Named("dino", Augment::dino),
        new Named("supCon", Augment::supCon));
  }

  private static float[] view(Augment augment, ImageSet images, int view) {
    int size = augment.size(view);
    var target = FloatBuffer.allocate(images.channels() * size * size);
    augment.apply(images, 1, 3, 0, view, target, 0);
    return target.array();
  }

  @Test
  void moco_v1_and_v2_have_the_numbers_of_their_code() {
    assertThat(Augment.moCo1(224).steps())
        .containsExactly(
            new RandomResizedCrop(224, 0.2, 1),
            new RandomGrayscale(0.2),
            new ColorJitter(0.4, 0.4, 0.4, 0.4, 1),
            new HorizontalFlip(0.5),
            IMAGENET);
    assertThat(Augment.moCo2(224).steps())
        .containsExactly(
            new RandomResizedCrop(224, 0.2, 1),
            new ColorJitter(0.4, 0.4, 0.4, 0.1, 0.8),
            new RandomGrayscale(0.2),
            new GaussianBlur(13, 0.1, 2, 0.5),
            new HorizontalFlip(0.5),
            IMAGENET);
  }

  @Test
  void simclr_has_the_papers_numbers() {
    assertThat(Augment.simClr(224).steps())
        .containsExactly(
            new RandomResizedCrop(224, 0.08, 1),
            new HorizontalFlip(0.5),
            new ColorJitter(0.8, 0.8, 0.8, 0.2, 0.8),
            new RandomGrayscale(0.2),
            new GaussianBlur(23, 0.1, 2, 0.5),
            IMAGENET);
    assertThat(Augment.simClr(32).steps())
        .startsWith(
            new RandomResizedCrop(32, 0.08, 1),
            new HorizontalFlip(0.5),
            new ColorJitter(0.4, 0.4, 0.4, 0.1, 0.8))
        .hasSize(5);
  }

  @Test
  void byol_blurs_the_first_view_always_and_solarises_the_second_sometimes() {
    var first =
        Augment.pipeline(
            new RandomResizedCrop(224, 0.08, 1),
            new HorizontalFlip(0.5),
            new ColorJitter(0.4, 0.4, 0.2, 0.1, 0.8),
            new RandomGrayscale(0.2),
            new GaussianBlur(23, 0.1, 2, 1),
            IMAGENET);

    var byol = Augment.byol(224);

    assertThat(byol.pipelines()).hasSize(2);
    assertThat(byol.pipeline(0)).isEqualTo(first);
    assertThat(byol.pipeline(1))
        .isEqualTo(first.with(new GaussianBlur(23, 0.1, 2, 0.1)).with(new Solarize(0.5, 0.2)));
    assertThat(byol.pipeline(2)).isEqualTo(byol.pipeline(0));
  }

  @Test
  void barlow_twins_and_vicreg_are_byols_pair_with_pillows_blur() {
    assertThat(Augment.barlowTwins(224)).isEqualTo(Augment.vicReg(224));
    assertThat(Augment.barlowTwins(224).pipelines())
        .isEqualTo(
            Augment.byol(224)
                .with(0, new GaussianBlur(13, 0.1, 2, 1))
                .with(1, new GaussianBlur(13, 0.1, 2, 0.1))
                .pipelines());
    assertThat(Augment.vicReg(32).pipelines())
        .containsExactly(
            Augment.pipeline(
                new RandomResizedCrop(32, 0.2, 1),
                new HorizontalFlip(0.5),
                new ColorJitter(0.4, 0.4, 0.2, 0.1, 0.8),
                new RandomGrayscale(0.2),
                new Solarize(0.5, 0.1),
                Augment.simClr(32).normalization()));
  }

  @Test
  void swav_takes_two_global_and_six_local_crops() {
    var swav = Augment.swav(224);

    assertThat(swav.views()).isEqualTo(8);
    assertThat(swav.size()).isEqualTo(224);
    assertThat(List.of(0, 1, 2, 7, 8).stream().map(swav::size))
        .containsExactly(224, 224, 96, 96, 224);
    assertThat(swav.globals().get(0)).isEqualTo(swav.globals().get(1));
    assertThat(swav.globals().get(0).steps())
        .containsExactly(
            new RandomResizedCrop(224, 0.14, 1),
            new HorizontalFlip(0.5),
            new ColorJitter(0.8, 0.8, 0.8, 0.2, 0.8),
            new RandomGrayscale(0.2),
            new GaussianBlur(23, 0.1, 2, 0.5),
            new Normalize(IMAGENET.mean(), List.of(0.228, 0.224, 0.225)));
    assertThat(swav.local())
        .isEqualTo(swav.globals().get(0).with(new RandomResizedCrop(96, 0.05, 0.14)));
  }

  @Test
  void dino_takes_two_unlike_global_and_eight_local_crops() {
    var dino = Augment.dino(224);

    assertThat(dino.views()).isEqualTo(10);
    assertThat(dino.globals().get(0))
        .isEqualTo(Augment.barlowTwins(224).pipeline(0).with(new RandomResizedCrop(224, 0.4, 1)));
    assertThat(dino.globals().get(1))
        .isEqualTo(Augment.barlowTwins(224).pipeline(1).with(new RandomResizedCrop(224, 0.4, 1)));
    assertThat(dino.local())
        .isEqualTo(
            dino.globals()
                .get(0)
                .with(new RandomResizedCrop(96, 0.05, 0.4))
                .with(new GaussianBlur(13, 0.1, 2, 0.5)));
  }

  @Test
  void supcon_has_the_numbers_of_its_two_codes() {
    assertThat(Augment.supCon(224))
        .isEqualTo(Augment.simClr(224).with(new ColorJitter(0.4, 0.4, 0.4, 0.1, 0.8)));
    assertThat(Augment.supCon(32).steps())
        .containsExactly(
            new RandomResizedCrop(32, 0.2, 1),
            new HorizontalFlip(0.5),
            new ColorJitter(0.4, 0.4, 0.4, 0.1, 0.8),
            new RandomGrayscale(0.2),
            new Normalize(List.of(0.4914, 0.4822, 0.4465), List.of(0.2023, 0.1994, 0.201)));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void tiny_images_are_cropped_less_and_never_solarised(Named named) {
    for (var pipeline : pipelines(named.preset.apply(28))) {
      for (var step : pipeline.steps()) {
        assertThat(step).isNotInstanceOf(Solarize.class);
        if (step instanceof RandomResizedCrop crop) {
          assertThat(crop.scaleLow()).isBetween(crop.size() == 28 ? 0.3 : 0.2, 0.5);
        }
        if (step instanceof GaussianBlur blur) {
          assertThat(blur)
              .extracting(GaussianBlur::kernel, GaussianBlur::sigmaHigh)
              .containsExactly(3, 1.0);
          assertThat(blur.probability()).isLessThanOrEqualTo(0.5);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void small_images_are_not_blurred(Named named) {
    for (var pipeline : pipelines(named.preset.apply(32))) {
      assertThat(pipeline.steps()).noneMatch(GaussianBlur.class::isInstance);
    }
  }

  private static List<Pipeline> pipelines(Augment augment) {
    if (augment instanceof Pipeline pipeline) {
      return List.of(pipeline);
    }
    return augment instanceof PerView views
        ? views.pipelines()
        : Stream.concat(
                ((MultiCrop) augment).globals().stream(), Stream.of(((MultiCrop) augment).local()))
            .toList();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void every_preset_makes_views_of_every_size_all_different(Named named) {
    for (int size : new int[] {4, 12, 28, 32, 64, 96}) {
      var augment = named.preset.apply(size);
      var seen = new HashSet<String>();
      for (int view = 0; view < 10; view++) {
        seen.add(Arrays.toString(view(with(augment, Normalize.none()), CLOTHES, view)));
      }

      assertThat(seen).as("of size %d", size).hasSizeGreaterThan(8);
    }
  }

  private static Augment with(Augment augment, Step step) {
    if (augment instanceof Pipeline pipeline) {
      return pipeline.with(step);
    }
    return augment instanceof PerView views ? views.with(step) : ((MultiCrop) augment).with(step);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void prints_short_when_untouched_and_tells_its_source(Named named) {
    for (int size : new int[] {28, 32, 96, 224}) {
      var augment = named.preset.apply(size);

      assertThat(augment).hasToString("Augment.%s(%d)".formatted(named.name, size));
      assertThat(((Card.Carded) augment).card().source()).contains("arXiv");
      assertThat(with(augment, Normalize.grey(0.5, 0.25)))
          .hasToString(
              "Augment.%s(%d).with(Normalize.grey(0.5, 0.25))".formatted(named.name, size));
      var touched = with(augment, new HorizontalFlip(0.25));
      assertThat(touched.toString()).contains("Augment.pipeline(", "new HorizontalFlip(0.25)");
      assertThat(((Card.Carded) touched).card().source()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void knows_its_preset_again_after_json(Named named) {
    var augment = named.preset.apply(28);

    var read = Augment.fromJson(augment.toJson());

    assertThat(read).isEqualTo(augment).hasToString(augment.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {28, 96})
  void the_short_and_the_spelled_out_java_make_the_same(int size) {
    try (var shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      shell.eval("import alike.augment.*;");
      shell.eval("import java.util.*;");
      presets()
          .map(named -> named.preset.apply(size))
          .forEach(
              augment -> {
                var same = "(%s).equals(%s)".formatted(augment, spelledOut(augment));

                assertThat(shell.eval(same).get(0).value()).as(same).isEqualTo("true");
              });
    }
  }

  private static String spelledOut(Augment augment) {
    if (augment instanceof Pipeline pipeline) {
      return pipeline.spelledOut();
    }
    return augment instanceof PerView views
        ? views.spelledOut()
        : ((MultiCrop) augment).spelledOut();
  }

  @Test
  void takes_the_images_own_size_and_numbers_when_it_is_given_images() {
    var own = Normalize.of(CLOTHES);

    assertThat(
            List.of(
                Augment.moCo1(CLOTHES),
                Augment.moCo2(CLOTHES),
                Augment.supCon(CLOTHES),
                Augment.byol(CLOTHES),
                Augment.barlowTwins(CLOTHES),
                Augment.vicReg(CLOTHES),
                Augment.swav(CLOTHES),
                Augment.dino(CLOTHES)))
        .allSatisfy(
            augment -> {
              assertThat(augment.size()).isEqualTo(28);
              assertThat(augment.normalization()).isEqualTo(own);
              assertThat(augment.toString()).endsWith("(28).with(%s)".formatted(own));
            });
  }

  @Test
  void a_size_below_4_is_refused() {
    assertThat(presets())
        .allSatisfy(
            named ->
                assertThatThrownBy(() -> named.preset.apply(3))
                    .hasMessageContaining("4 or more, got 3"));
  }
}
