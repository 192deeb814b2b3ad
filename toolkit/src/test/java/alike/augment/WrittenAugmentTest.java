package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.nio.FloatBuffer;
import java.util.List;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

/** Augmentations as Java, as JSON and as cards. */
class WrittenAugmentTest {

  private static final List<Pipeline> EXAMPLES =
      List.of(
          Augment.simClr(28),
          Augment.simClr(32),
          Augment.simClr(96),
          Augment.simClr(32).with(new RandomResizedCrop(32, 0.2, 1)),
          Augment.simClr(28)
              .with(new RandomResizedCrop(28, 0.5, 0.75, 1, 1))
              .with(Normalize.none()),
          Augment.pipeline(new Resize(20), new GaussianBlur(3, 0.1, 2, 0.25), Normalize.none()));

  @Test
  void prints_the_java_that_makes_it() {
    try (var shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      shell.eval("import alike.augment.*;");
      shell.eval("import java.util.*;");
      for (var augment : EXAMPLES) {
        var json = augment.toJson().replace("\"", "\\\"");

        var events = shell.eval("(%s).equals(Augment.fromJson(\"%s\"))".formatted(augment, json));

        assertThat(events.get(0).value()).as(augment.toString()).isEqualTo("true");
      }
    }
  }

  @Test
  void presets_print_as_presets() {
    assertThat(Augment.simClr(28)).hasToString("Augment.simClr(28)");
    assertThat(Augment.simClr(28).without(ColorJitter.class))
        .hasToString(
            """
            Augment.pipeline(
                new RandomResizedCrop(28, 0.3, 1.0),
                new HorizontalFlip(0.5),
                new RandomGrayscale(0.2),
                Normalize.grey(0.286, 0.353))""");
  }

  @Test
  void comes_back_from_json() {
    for (var augment : EXAMPLES) {
      assertThat(Augment.fromJson(augment.toJson())).isEqualTo(augment);
    }
    assertThat(EXAMPLES.get(5).toJson())
        .isEqualTo(
            "{\"steps\":[{\"type\":\"Resize\",\"size\":20,\"interpolation\":\"BILINEAR\"},"
                + "{\"type\":\"GaussianBlur\",\"kernel\":3,\"sigmaLow\":0.1,\"sigmaHigh\":2.0,"
                + "\"probability\":0.25},"
                + "{\"type\":\"Normalize\",\"mean\":[0.0],\"std\":[1.0]}]}");
  }

  @Test
  void json_that_is_no_augmentation_is_refused_naming_what_is_wrong() {
    var resize = "{\"type\":\"Resize\",\"size\":20,\"interpolation\":\"%s\"%s}";
    refused("{\"steps\":[{\"type\":\"Sharpen\"}]}", "Sharpen", "HorizontalFlip");
    refused("{\"steps\":[{\"type\":\"Resize\",\"interpolation\":\"BICUBIC\"}]}", "size");
    refused("{\"steps\":[{\"type\":\"Resize\",\"size\":20}]}", "interpolation");
    refused("{\"steps\":[%s]}".formatted(resize.formatted("CUBIC", "")), "CUBIC", "BICUBIC");
    refused("{\"steps\":[%s]}".formatted(resize.formatted("BICUBIC", ",\"sise\":3")), "sise");
    refused("{\"steps\":[{\"type\":\"HorizontalFlip\",\"probability\":2}]}", "probability", "2.0");
    refused("{\"steps\":[%s]}".formatted(resize.formatted("BILINEAR", "")), "Normalize");
    refused("{}", "steps");
    refused("not json", "not");
  }

  private static void refused(String json, String... parts) {
    assertThatThrownBy(() -> Augment.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  /** A step of a user's own. */
  record Negative(double probability) implements Step {
    @Override
    public Op draw(SplitMix64 random, int height, int width) {
      return random.happens(probability) ? Negative::invert : Op.NONE;
    }

    private static void invert(Planes image) {
      for (int i = 0; i < image.values().length; i++) {
        image.values()[i] = 1 - image.values()[i];
      }
    }
  }

  @Test
  void a_step_of_ones_own_is_applied_and_written_but_not_guessed_when_read() {
    var images = ImageSet.of("x", 1, 1, 1, new byte[] {51}, new int[1], List.of("a"));
    var augment = Augment.pipeline(new Resize(1), new Negative(1), Normalize.none());
    var target = FloatBuffer.allocate(1);

    augment.apply(images, 0, 1, 0, 0, target, 0);

    assertThat(target.get(0)).isCloseTo(0.8f, within(1e-6f));
    assertThat(augment.toJson()).contains("Negative", "\"probability\":1.0");
    assertThat(augment.card().text()).contains("Negative[probability=1.0]");
    refused(augment.toJson(), "Negative", "known type ids");
    Step lambda = (random, height, width) -> Op.NONE;
    assertThatThrownBy(() -> augment.with(lambda).toJson())
        .hasMessageContaining("Make it a record");
  }

  @Test
  void its_card_shows_steps_probabilities_and_ranges() {
    var text = Augment.simClr(96).card().text();

    assertThat(text)
        .contains("96×96", "area 0.08 to 1", "width : height 0.75 to 1.333")
        .contains("p 0.5", "p 0.8", "p 0.2")
        .contains("brightness ±0.8", "hue ±0.2 turns", "kernel 9, σ 0.1 to 2 pixels")
        .contains("mean 0.485 0.456 0.406, sd 0.229 0.224 0.225")
        .contains("arXiv:2002.05709", "Augment.simClr(96)");
    assertThat(EXAMPLES.get(3).card().source()).isEmpty();
  }
}
