package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.data.SplitMix64;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a step does to a batch is what its operations do to each image. */
class BatchStepsTest {

  private static final double TOLERANCE = 0.02 / 255;

  private final SplitMix64 random = SplitMix64.of(11);

  @OnBothEngines
  void every_interpolation_cuts_and_resizes_as_on_the_cpu(Backend backend) {
    var rectangles =
        List.of(
            new int[] {0, 0, 20, 31}, // all of it
            new int[] {0, 0, 1, 1}, // the corners' single pixels
            new int[] {19, 30, 1, 1},
            new int[] {0, 29, 20, 2},
            new int[] {17, 0, 3, 31},
            new int[] {5, 7, 9, 9},
            new int[] {3, 2, 16, 27});
    for (var interpolation : Interpolation.values()) {
      for (int size : new int[] {1, 4, 9, 33}) {
        List<Op> ops =
            rectangles.stream()
                .map(r -> new Resized(r[0], r[1], r[2], r[3], size, size, interpolation).inRange())
                .toList();

        agree(
            backend,
            math -> new BatchResize(math, interpolation, 20, 31, size),
            3,
            20,
            31,
            ops.stream().map(List::of).toList());
      }
    }
  }

  @OnBothEngines
  void flips_are_done_by_the_crop_before_them(Backend backend) {
    for (var interpolation : Interpolation.values()) {
      var crop = new Resized(2, 5, 11, 13, 8, 8, interpolation).inRange();
      var across = new Flipped(Flipped.Direction.LEFT_RIGHT);
      var over = new Flipped(Flipped.Direction.UP_DOWN);

      agree(
          backend,
          math -> new BatchResize(math, interpolation, 17, 19, 8),
          1,
          17,
          19,
          List.of(
              List.of(crop),
              List.of(crop, across),
              List.of(crop, over),
              List.of(crop, across, over),
              List.of(crop, across, across)));
    }
  }

  @OnBothEngines
  void a_jitter_keeps_each_images_order(Backend backend) {
    var orders = new ArrayList<List<Op>>();
    for (int[] order : permutations()) {
      var ops =
          new Op[] {
            new ColorOp.Brightness(random.uniform(0.2, 1.8)),
            new ColorOp.Contrast(random.uniform(0.2, 1.8)),
            new ColorOp.Saturation(random.uniform(0.2, 1.8)),
            new ColorOp.Hue(random.uniform(-0.5, 0.5))
          };
      orders.add(
          List.of(new ColorOp.Four(ops[order[0]], ops[order[1]], ops[order[2]], ops[order[3]])));
    }
    orders.add(List.of()); // left alone
    assertThat(orders).hasSize(25).doesNotHaveDuplicates();
    var all = new ColorJitter(0.8, 0.8, 0.8, 0.5, 1);

    agree(backend, math -> new BatchJitter(math, all, 3), 3, 12, 10, orders);
    agree(backend, math -> new BatchJitter(math, all, 1), 1, 12, 10, orders);
  }

  @OnBothEngines
  void a_jitter_leaves_out_what_the_step_leaves_out(Backend backend) {
    for (int which = 0; which < 16; which++) {
      var jitter =
          new ColorJitter(
              chosen(which, 0, 1),
              chosen(which, 1, 0.7),
              chosen(which, 2, 0.6),
              chosen(which, 3, 0.3),
              0.9);
      List<List<Op>> drawn = draws(jitter, 12);

      for (int channels : new int[] {1, 3}) {
        if (!isIdle(backend, jitter, channels)) {
          agree(backend, math -> new BatchJitter(math, jitter, channels), channels, 7, 7, drawn);
        }
      }
    }
  }

  private static double chosen(int bits, int bit, double range) {
    return ((bits >> bit) & 1) == 1 ? range : 0;
  }

  private static boolean isIdle(Backend backend, ColorJitter jitter, int channels) {
    try (var math = new DeviceMath(backend)) {
      boolean idle = new BatchJitter(math, jitter, channels).isIdle();
      boolean colours = jitter.saturation() + jitter.hue() > 0;
      assertThat(idle)
          .isEqualTo(jitter.brightness() + jitter.contrast() == 0 && (channels == 1 || !colours));
      return idle;
    }
  }

  @OnBothEngines
  void a_hue_is_turned_as_on_the_cpu_grey_and_pure_colours_too(Backend backend) {
    List<List<Op>> turns =
        IntStream.rangeClosed(-10, 10)
            .mapToObj(i -> List.<Op>of(new ColorOp.Hue(i / 20.0)))
            .toList();

    agree(backend, BatchHue::new, 3, 16, 16, turns);
  }

  @OnBothEngines
  void single_tones_are_as_on_the_cpu(Backend backend) {
    List<List<Op>> tones =
        List.of(
            List.of(),
            List.of(new ColorOp.Brightness(0)),
            List.of(new ColorOp.Brightness(1.7)),
            List.of(new ColorOp.Contrast(0)),
            List.of(new ColorOp.Contrast(2.5)),
            List.of(new ColorOp.Saturation(0)),
            List.of(new ColorOp.Saturation(3)),
            List.of(new Greyed()));

    agree(backend, math -> new BatchBlend(math, 3), 3, 9, 14, tones);
    agree(backend, math -> new BatchBlend(math, 1), 1, 9, 14, tones.subList(0, 5));
  }

  @OnBothEngines
  void blurs_reflect_the_edges_as_on_the_cpu(Backend backend) {
    for (int kernel : new int[] {1, 3, 9, 21}) {
      List<List<Op>> blurs =
          Stream.of(1e-6, 0.1, 0.5, 1.0, 2.0, 9.0, 1e6)
              .map(sigma -> List.<Op>of(new Blurred(kernel, kernel, sigma, sigma)))
              .toList();
      var some = new ArrayList<>(blurs);
      some.add(List.of());

      agree(backend, math -> new BatchBlur(math, kernel, 11, 11), 3, 11, 11, some);
      agree(backend, math -> new BatchBlur(math, kernel, 11, 16), 1, 11, 16, some);
    }
  }

  @OnBothEngines
  void bright_pixels_are_inverted_as_on_the_cpu(Backend backend) {
    List<List<Op>> ops =
        List.of(
            List.of(),
            List.of(new Solarized(0)),
            List.of(new Solarized(0.5)),
            List.of(new Solarized(128 / 255.0)),
            List.of(new Solarized(1)),
            List.of(new Inverted()));

    agree(backend, BatchSolarize::new, 3, 16, 8, ops);
  }

  @OnBothEngines
  void what_belongs_to_another_step_is_refused(Backend backend) {
    try (var math = new DeviceMath(backend)) {
      var steps =
          List.of(
              new BatchResize(math, Interpolation.BILINEAR, 8, 8, 8),
              new BatchBlend(math, 3),
              new BatchHue(math),
              new BatchJitter(math, ColorJitter.strength(1), 3),
              new BatchBlur(math, 3, 8, 8),
              new BatchSolarize(math));

      for (var step : steps) {
        assertThatThrownBy(() -> step.write(new Stretched(), new float[99], 0))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("Stretched");
      }
      assertThatThrownBy(() -> steps.get(4).write(new Blurred(5, 5, 1, 1), new float[9], 0))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void steps_of_ones_own_and_sizes_decided_late_are_not_known() {
    var crop = new RandomResizedCrop(8, 0.2, 1);
    Step own = (stream, height, width) -> Op.NONE;

    assertThat(BatchSteps.know(List.of(crop, new Hue(0.1, 1), Normalize.none()))).isTrue();
    assertThat(BatchSteps.know(List.of(crop, own, Normalize.none()))).isFalse();
    assertThat(BatchSteps.know(List.of(crop, new Rotate(9, 1), Normalize.none()))).isFalse();
    assertThat(BatchSteps.know(List.of(new Hue(0.1, 1), crop, Normalize.none()))).isFalse();
    assertThat(BatchSteps.know(List.of(new CenterCrop(8), Normalize.none()))).isFalse();
  }

  /** Makes a step for batches. */
  private interface Maker {
    BatchStep of(DeviceMath math);
  }

  /** Does each list of operations to an image of its own, both ways. */
  private void agree(
      Backend backend, Maker maker, int channels, int height, int width, List<List<Op>> ops) {
    int length = channels * height * width;
    float[] pixels = pixels(ops.size(), channels, height * width);
    try (var math = new DeviceMath(backend);
        var manager = backend.open()) {
      var step = maker.of(math);
      NDArray x = manager.create(pixels, new Shape(ops.size(), channels, height, width));
      NDArray numbers =
          manager.create(numbers(step, ops), new Shape(ops.size(), 3 + step.numbers()));
      float[] before = x.toFloatArray();

      NDArray changed = backend.evaluating(() -> step.apply(x, new BatchNumbers(numbers, 3)));

      float[] found = changed.toFloatArray();
      assertThat(x.toFloatArray()).as("the input").isEqualTo(before);
      int size = found.length / ops.size();
      for (int i = 0; i < ops.size(); i++) {
        var image =
            Planes.of(
                channels, height, width, Arrays.copyOfRange(pixels, i * length, (i + 1) * length));
        ops.get(i).forEach(op -> op.apply(image));
        assertThat(worst(image.values(), Arrays.copyOfRange(found, i * size, (i + 1) * size)))
            .as("%s", ops.get(i))
            .isLessThan(TOLERANCE);
      }
    }
  }

  /** Returns a row an image, three numbers of other steps before this one's. */
  private static float[] numbers(BatchStep step, List<List<Op>> ops) {
    int row = 3 + step.numbers();
    var numbers = new float[ops.size() * row];
    Arrays.fill(numbers, Float.NaN);
    for (int i = 0; i < ops.size(); i++) {
      step.clear(numbers, i * row + 3);
      for (var op : ops.get(i)) {
        step.write(op, numbers, i * row + 3);
      }
    }
    return numbers;
  }

  /** Noise in bytes, black and white and grey and pure colours among it. */
  private float[] pixels(int images, int channels, int area) {
    var pixels = new float[images * channels * area];
    for (int i = 0; i < images; i++) {
      for (int at = 0; at < area; at++) {
        int kind = random.below(8);
        float shared = random.below(256) / 255f;
        for (int channel = 0; channel < channels; channel++) {
          pixels[(i * channels + channel) * area + at] =
              switch (kind) {
                case 0 -> shared; // grey
                case 1, 2 -> random.below(2); // black, white, pure
                default -> random.below(256) / 255f;
              };
        }
      }
    }
    return pixels;
  }

  private List<List<Op>> draws(Step step, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> step.draw(SplitMix64.of(4, i), 7, 7))
        .map(op -> op.equals(Op.NONE) ? List.<Op>of() : List.of(op))
        .toList();
  }

  private static List<int[]> permutations() {
    return IntStream.range(0, 256)
        .mapToObj(i -> new int[] {i / 64, i / 16 % 4, i / 4 % 4, i % 4})
        .filter(order -> Arrays.stream(order).distinct().count() == 4)
        .toList();
  }

  private static double worst(float[] expected, float[] found) {
    assertThat(found).hasSameSizeAs(expected);
    return IntStream.range(0, found.length)
        .mapToDouble(i -> Double.isNaN(found[i]) ? 1 : Math.abs(expected[i] - found[i]))
        .max()
        .orElseThrow();
  }
}
