package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;

import alike.Fork;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused pass makes of each view what the steps make of it one by one. */
class FusedTest {

  private static final int VIEWS = 24;

  private static final Map<String, Fused> BOTH =
      Map.of("plain", Fused.plain(), "with vectors", Fused.best());

  /** Returns random images, smooth ones and noise by turns. */
  static ImageSet images(int height, int width, int channels) {
    int length = height * width * channels;
    var bytes = new byte[4 * length];
    for (int i = 0; i < bytes.length; i++) {
      int image = i / length;
      int row = i % length / (width * channels);
      int column = i % (width * channels) / channels;
      double wave = 127 * (1 + Math.sin(0.2 * row + 0.13 * column * (1 + i % channels)));
      long noise = SplitMix64.of(image, i).below(256);
      bytes[i] = (byte) (image % 2 == 0 ? (long) wave : noise);
    }
    return ImageSet.of("random", height, width, channels, bytes, new int[4], List.of("none"));
  }

  static Stream<Arguments> cases() {
    var cases = new ArrayList<Arguments>();
    for (var fused : BOTH.keySet()) {
      cases.add(Arguments.of(fused, 28, 28, 1, simClr(28, 1)));
      cases.add(Arguments.of(fused, 32, 32, 3, simClr(32, 3)));
      cases.add(Arguments.of(fused, 96, 96, 3, simClr(96, 3)));
      cases.add(Arguments.of(fused, 224, 224, 3, simClr(224, 3)));
      cases.add(Arguments.of(fused, 51, 37, 3, simClr(32, 3))); // not square, up and down
      cases.add(Arguments.of(fused, 300, 411, 3, simClr(40, 3))); // a large one shrunk
      cases.add(Arguments.of(fused, 9, 7, 1, simClr(64, 1))); // crops of a few pixels
      cases.add(Arguments.of(fused, 33, 33, 3, everything(31)));
      cases.add(Arguments.of(fused, 40, 30, 3, Augment.pipeline(new Resize(17), Normalize.none())));
    }
    return cases.stream();
  }

  private static Pipeline simClr(int size, int channels) {
    var preset = Augment.simClr(size);
    return channels == 1 ? preset.with(Normalize.grey(0.3, 0.2)) : preset.with(rgb());
  }

  private static Normalize rgb() {
    return new Normalize(List.of(0.4, 0.5, 0.6), List.of(0.2, 0.3, 0.25));
  }

  /** Everything at once, and some of it twice. */
  private static Pipeline everything(int size) {
    return Augment.pipeline(
        new RandomResizedCrop(size, 0.05, 1),
        new ColorJitter(0.8, 0.8, 0.8, 0.5, 1),
        new HorizontalFlip(0.5),
        new GaussianBlur(7, 0.1, 2, 0.7),
        new RandomGrayscale(0.3),
        new ColorJitter(0, 0.5, 0, 0.1, 0.5),
        new HorizontalFlip(0.5),
        new GaussianBlur(3, 0.5, 0.5, 0.5),
        rgb());
  }

  @ParameterizedTest(name = "{0}, {1}×{2}×{3}")
  @MethodSource("cases")
  void a_fused_view_is_that_of_the_steps(
      String which, int height, int width, int channels, Pipeline pipeline) {
    var images = images(height, width, channels);
    assertThat(Drawn.fits(pipeline.steps())).isTrue();
    var fused = Objects.requireNonNull(BOTH.get(which));
    int length = channels * pipeline.size() * pipeline.size();
    double sum = 0;
    for (int view = 0; view < VIEWS; view++) {
      var steps = FloatBuffer.allocate(length);
      var one = FloatBuffer.allocate(length + 5);
      pipeline.stepByStep(images, view % 4, 7, 1, view, steps, 0);

      fused.view(pipeline.steps(), images, view % 4, 7, 1, view, one, 5);

      for (int i = 0; i < length; i++) {
        double difference = Math.abs(steps.get(i) - one.get(i + 5)) * 0.2; // of pixels in [0, 1]
        assertThat(difference).as("view %d, number %d", view, i).isLessThan(2e-4);
        sum += difference;
      }
      assertThat(one.get(4)).as("before the view").isZero();
    }
    assertThat(sum / VIEWS / length).isLessThan(1e-5);
  }

  @Test
  void solarising_is_fused_too() {
    var images = images(32, 32, 3);
    var pipeline =
        Augment.pipeline(
            new RandomResizedCrop(32, 0.2, 1), new Solarize(0.5, 0.5), Normalize.none());
    int length = 3 * 32 * 32;
    for (var fused : BOTH.values()) {
      int different = 0; // what lies on the threshold may fall to either side
      for (int view = 0; view < VIEWS; view++) {
        var steps = FloatBuffer.allocate(length);
        var one = FloatBuffer.allocate(length);
        pipeline.stepByStep(images, view % 4, 7, 1, view, steps, 0);
        fused.view(pipeline.steps(), images, view % 4, 7, 1, view, one, 0);
        for (int i = 0; i < length; i++) {
          different += Math.abs(steps.get(i) - one.get(i)) > 1e-5 ? 1 : 0;
        }
      }
      assertThat(different).isLessThan(VIEWS * length / 10_000);
    }
  }

  @Test
  void vectors_and_plain_loops_give_the_same_bits() {
    var images = images(96, 80, 3);
    var pipeline = everything(64);
    int length = 3 * 64 * 64;
    for (int view = 0; view < VIEWS; view++) {
      var one = FloatBuffer.allocate(length);
      var other = FloatBuffer.allocate(length);
      Fused.plain().view(pipeline.steps(), images, 1, 3, 0, view, one, 0);
      Fused.best().view(pipeline.steps(), images, 1, 3, 0, view, other, 0);
      assertThat(other.array()).isEqualTo(one.array());
    }
  }

  @Test
  void what_it_cannot_do_goes_step_by_step() {
    var crop = new RandomResizedCrop(16, 0.2, 1);
    var none = Normalize.none();

    assertThat(Drawn.fits(List.of(crop, new Rotate(10, 1), none))).isFalse();
    assertThat(Drawn.fits(List.of(crop.with(Interpolation.BICUBIC), none))).isFalse();
    assertThat(Drawn.fits(List.of(new HorizontalFlip(0.5), crop, none))).isFalse();
    assertThat(Drawn.fits(List.of(crop, none))).isTrue();
  }

  /** Prints what a JVM makes of a view. */
  static final class Prints {
    private Prints() {}

    public static void main(String[] arguments) {
      var target = FloatBuffer.allocate(3 * 40 * 40);
      everything(40).apply(images(50, 60, 3), 1, 5, 2, 1, target, 0);
      System.out.println("bits " + Arrays.hashCode(target.array()));
    }
  }

  @Test
  void a_jvm_without_the_vector_module_makes_the_same_views() {
    var target = FloatBuffer.allocate(3 * 40 * 40);
    everything(40).apply(images(50, 60, 3), 1, 5, 2, 1, target, 0);

    var said = Fork.of(Prints.class).run();

    assertThat(said.value("bits")).isEqualTo("" + Arrays.hashCode(target.array()));
  }
}
