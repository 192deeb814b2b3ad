package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import alike.data.FashionMnist;
import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.engine.Pretended;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceViewsTest {

  private static final double GREY_LEVEL = 1 / 255.0;

  private static final ImageSet CLOTHES = FashionMnist.mini().test().first(48);

  private static final Pipeline SMALL = Augment.simClr(28).with(new GaussianBlur(3, 0.1, 2, 0.5));

  @OnBothEngines(seeds = {1, 2, 3})
  void presets_are_those_of_the_cpu(Backend backend, int seed) {
    for (var preset : Preset.values()) {
      agreeWithThreads(backend, CLOTHES.first(16), preset.of(28), seed);
      agreeWithThreads(backend, noise(32, 32, 8), preset.of(32), seed);
      agreeWithThreads(backend, noise(96, 96, 2), preset.of(96), seed);
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void bicubic_blurred_and_solarised_views_are_what_was_drawn_28_grey(Backend backend, int seed) {
    PaperPipelines.of(28, 1).values().forEach(p -> agree(backend, CLOTHES, p, seed));
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void bicubic_blurred_and_solarised_views_are_what_was_drawn_32(Backend backend, int seed) {
    PaperPipelines.of(32, 3).values().forEach(p -> agree(backend, noise(32, 32, 12), p, seed));
  }

  @OnBothEngines(seeds = {1, 2})
  void bicubic_blurred_and_solarised_views_are_what_was_drawn_96(Backend backend, int seed) {
    PaperPipelines.of(96, 3).values().forEach(p -> agree(backend, noise(96, 96, 3), p, seed));
  }

  @OnBothEngines(seeds = {1, 2})
  void views_are_what_was_drawn_where_images_are_not_square(Backend backend, int seed) {
    PaperPipelines.of(32, 3).values().forEach(p -> agree(backend, noise(41, 70, 6), p, seed));
  }

  @OnBothEngines
  void views_are_what_was_drawn_where_images_shrink_eightfold(Backend backend) {
    PaperPipelines.of(28, 3).values().forEach(p -> agree(backend, noise(224, 224, 3), p, 5));
  }

  @OnBothEngines
  void steps_come_in_any_number_and_order_after_the_first_size(Backend backend) {
    var pipeline =
        Augment.pipeline(
            new Resize(20),
            new VerticalFlip(0.5),
            new Solarize(0.3, 0.5),
            new HorizontalFlip(0.5),
            new GaussianBlur(7, 0.5, 1, 0.8),
            new Hue(0.2, 0.7),
            new RandomResizedCrop(13, 0.2, 0.8).with(Interpolation.NEAREST),
            new Brightness(0.5, 0.5),
            new HorizontalFlip(0.5),
            new Contrast(0.5, 0.5),
            new Invert(0.3),
            new Saturation(0.5, 0.5),
            new VerticalFlip(0.5),
            new HorizontalFlip(0.5),
            new RandomGrayscale(0.3),
            new Normalize(List.of(0.5, 0.4, 0.3), List.of(0.2, 0.3, 0.4)));

    agree(backend, noise(20, 20, 40), pipeline, 6);
    agree(backend, noise(31, 20, 40), pipeline, 7);
  }

  @OnBothEngines
  void an_image_that_nothing_is_done_to_comes_out_as_its_bytes(Backend backend) {
    var images = noise(16, 16, 256);
    var pipeline =
        Augment.pipeline(
            new RandomResizedCrop(16, 1, 1, 1, 1),
            new HorizontalFlip(0),
            new ColorJitter(0.4, 0.4, 0.4, 0, 0),
            new RandomGrayscale(0),
            new GaussianBlur(5, 0.1, 2, 0),
            new Solarize(0.5, 0),
            Normalize.none());

    float[] found = views(backend, images, pipeline, 1, 9, 1, all(images)).get(0);

    for (int i = 0; i < images.size(); i++) {
      var image = Planes.of(images, i).values();
      assertThat(Arrays.copyOfRange(found, i * image.length, (i + 1) * image.length))
          .isEqualTo(image); // bit for bit
    }
  }

  @OnBothEngines
  void a_view_does_not_depend_on_the_batch_that_it_is_in(Backend backend) {
    int length = 28 * 28;
    float[] together = views(backend, CLOTHES, SMALL, 2, 3, 4, all(CLOTHES)).get(0);

    float[] alone = views(backend, CLOTHES, SMALL, 2, 3, 4, 7).get(0);

    for (int view = 0; view < 2; view++) {
      int at = (view * CLOTHES.size() + 7) * length;
      var one = Arrays.copyOfRange(alone, view * length, (view + 1) * length);
      assertThat(apart(one, Arrays.copyOfRange(together, at, at + length))).isLessThan(1e-5);
    }
    assertThat(views(backend, CLOTHES, SMALL, 2, 3, 5, 7).get(0)).isNotEqualTo(alone);
    assertThat(views(backend, CLOTHES, SMALL, 2, 4, 4, 7).get(0)).isNotEqualTo(alone);
  }

  @OnBothEngines
  void views_that_are_made_in_parts_are_those_made_at_once(Backend backend) {
    var local = SMALL.with(new RandomResizedCrop(12, 0.1, 0.3));
    var pipelines = List.of(SMALL, SMALL, SMALL.without(ColorJitter.class), local, local, SMALL);
    int[] indices = {4, 1, 9, 9, 30};
    var found = new ArrayList<List<float[]>>();
    for (long most : new long[] {1, 7 * 784, Long.MAX_VALUE}) {
      try (var maker = new DeviceMaker(backend, CLOTHES, pipelines, most);
          var manager = backend.open()) {
        var packed = maker.packing(3).pack(2, indices, Packing.buffer(CLOTHES, 8));

        var groups = maker.make(manager, packed);

        assertThat(manager.getManagedArrays()).hasSize(3);
        assertThat(groups.stream().map(group -> group.getShape().getShape()))
            .containsExactly(
                new long[] {15, 1, 28, 28}, new long[] {10, 1, 12, 12}, new long[] {5, 1, 28, 28});
        found.add(groups.stream().map(NDArray::toFloatArray).toList());
        float[] first = found.get(found.size() - 1).get(0);
        for (int[] range : new int[][] {{0, 1}, {3, 5}, {4, 11}, {10, 15}}) {
          float[] some = maker.make(manager, packed, range[0], range[1]).toFloatArray();
          var expected = Arrays.copyOfRange(first, range[0] * 784, range[1] * 784);
          assertThat(apart(some, expected)).isLessThan(1e-5);
        }
        assertThatThrownBy(() -> maker.make(manager, packed, 14, 16))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("14 to 16", "[28, 12]");
      }
    }

    for (int view = 0; view < pipelines.size(); view++) {
      int group = view < 3 ? 0 : view < 5 ? 1 : 2;
      int inGroup = view - new int[] {0, 3, 5}[group];
      for (int i = 0; i < indices.length; i++) {
        float[] expected = expected(pipelines.get(view), CLOTHES, indices[i], 3, 2, view);
        int at = (inGroup * indices.length + i) * expected.length;
        for (var groups : found) {
          var one = Arrays.copyOfRange(groups.get(group), at, at + expected.length);
          assertThat(apart(one, expected)).isLessThan(1e-3);
        }
      }
    }
  }

  @OnBothEngines
  void an_epoch_has_the_batches_of_view_batches(Backend backend) {
    try (var views = DeviceViews.builder(backend, CLOTHES, SMALL).batch(10).seed(8).build();
        var batches = ViewBatches.builder(CLOTHES, SMALL).batch(10).seed(8).threads(1).build()) {
      assertThat(views.batches()).isEqualTo(batches.batches()).isEqualTo(4);
      for (int first : new int[] {0, 3, 4}) {
        var others = batches.epoch(5, first).iterator();
        for (var batch : views.epoch(5, first)) {
          try (var other = others.next();
              var manager = backend.open()) {
            assertThat(batch.indices()).isEqualTo(other.indices());
            assertThat(batch.size()).isEqualTo(10);
            assertThat(batch.views()).isEqualTo(2);
            float[] found = batch.make(manager).get(0).toFloatArray();
            var expected = new float[found.length];
            other.floats().get(expected);
            assertThat(apart(found, expected)).isLessThan(2 * GREY_LEVEL / 0.3530);
          }
        }
        assertThat(others.hasNext()).isFalse();
      }
    }
  }

  @OnBothEngines
  void nothing_stays_on_the_device_but_the_views(Backend backend) {
    int before = Census.of(backend);
    try (var views = DeviceViews.builder(backend, CLOTHES, SMALL).batch(16).build();
        var outer = backend.open()) {
      try (var manager = backend.open()) {
        assertThat(views.of(manager, 0, 1, 2)).hasSize(1);
      }
      int constants = Census.of(backend);
      for (int epoch = 0; epoch < 3; epoch++) {
        for (var batch : views.epoch(epoch)) {
          var made = batch.make(outer);
          assertThat(outer.getManagedArrays()).hasSize(1);
          made.get(0).close();
        }
      }
      assertThat(Census.of(backend)).isEqualTo(constants);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void views_are_made_in_evaluation_inside_a_tape_too(Backend backend) {
    var counting = new Pretended(backend, backend.device());
    try (var views = DeviceViews.builder(counting, CLOTHES, SMALL).batch(4).build();
        var manager = backend.open()) {
      var weight = manager.create(2f);
      weight.setRequiresGradient(true);
      try (var tape = backend.record()) {
        var made = views.of(manager, 0, 1, 2).get(0);
        tape.backward(made.mul(weight).sum());

        assertThat(counting.evaluations()).hasValue(1);
        assertThat(weight.getGradient().getFloat()).isCloseTo(made.sum().getFloat(), within(0.05f));
      }
    }
  }

  @Test
  void a_batch_is_good_until_the_next_one_is_asked_for() {
    var backend = Engines.backend("PyTorch");
    try (var views = DeviceViews.builder(backend, CLOTHES, SMALL).batch(16).build();
        var manager = backend.open()) {
      var epoch = views.epoch(0).iterator();
      var first = epoch.next();
      assertThat(first.make(manager)).hasSize(1);
      var second = epoch.next();

      assertThatThrownBy(() -> first.make(manager))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("before the next one");

      var other = views.epoch(1).iterator();
      assertThatThrownBy(() -> second.make(manager)).isInstanceOf(IllegalStateException.class);
      assertThat(epoch.hasNext()).isFalse();
      assertThatThrownBy(epoch::next).isInstanceOf(NoSuchElementException.class);
      assertThat(other.next().make(manager)).hasSize(1);
    }
  }

  @Test
  void a_closed_maker_says_so() {
    var backend = Engines.backend("PyTorch");
    var views = DeviceViews.builder(backend, CLOTHES, SMALL).batch(16).build();
    var epoch = views.epoch(0);
    views.close();

    assertThatThrownBy(epoch::iterator)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void what_cannot_be_made_is_refused_before_anything_is() {
    var backend = Engines.backend("PyTorch");
    int before = Census.of(backend);
    var rotated = SMALL.with(new Rotate(10, 1));

    assertThat(DeviceViews.know(SMALL)).isTrue();
    assertThat(DeviceViews.know(rotated)).isFalse();
    assertThat(DeviceViews.know(Augment.views(SMALL, rotated))).isFalse();
    assertThat(DeviceViews.know(Augment.views(SMALL).and(2, rotated))).isFalse();
    assertThatThrownBy(() -> DeviceViews.builder(backend, CLOTHES, rotated).batch(4).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Rotate", "ViewBatches");
    assertThatThrownBy(() -> DeviceViews.builder(backend, CLOTHES, SMALL).batch(49).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("49", "48 or less");
    assertThatThrownBy(
            () ->
                DeviceViews.builder(backend, TinyImages.grey(8, 8, 1), Augment.simClr(32))
                    .batch(4)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channels");
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @Test
  void a_manager_of_another_engine_is_refused() {
    var torch = Engines.backend("PyTorch");
    try (var views = DeviceViews.builder(torch, CLOTHES, SMALL).batch(4).build();
        var manager = Engines.backend("MXNet").open()) {
      assertThatThrownBy(() -> views.of(manager, 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("PyTorch", "MXNet", "open()");
      assertThatThrownBy(() -> views.of(manager, 0, 48)).hasMessageContaining("[0, 47], got 48");
    }
  }

  /** Compares all views of all images with those that threads make for a training. */
  private static void agreeWithThreads(
      Backend backend, ImageSet images, Augment augment, long seed) {
    int count = augment instanceof MultiCrop crops ? crops.views() : 2;
    double std = Collections.min(augment.normalization().std());
    var groups = views(backend, images, augment, count, seed, 3, all(images));
    assertThat(groups).hasSize(augment instanceof MultiCrop ? 2 : 1);
    int view = 0;
    for (float[] group : groups) {
      int length = images.channels() * augment.size(view) * augment.size(view);
      for (int at = 0; at < group.length; view++) {
        for (int i = 0; i < images.size(); i++, at += length) {
          var expected = FloatBuffer.allocate(length);
          augment.apply(images, i, seed, 3, view, expected, 0);
          float[] one = Arrays.copyOfRange(group, at, at + length);
          assertThat(apart(one, expected.array()))
              .as("image %d, view %d of %s", i, view, augment)
              .isLessThan(2 * GREY_LEVEL / std);
        }
      }
    }
    assertThat(view).isEqualTo(count);
  }

  /** Compares two epochs of two views of all images with what the drawn operations do. */
  private static void agree(Backend backend, ImageSet images, Pipeline pipeline, long seed) {
    double std = Collections.min(pipeline.normalization().std());
    for (int epoch = 0; epoch < 2; epoch++) {
      float[] found = views(backend, images, pipeline, 2, seed, epoch, all(images)).get(0);
      for (int view = 0; view < 2; view++) {
        for (int i = 0; i < images.size(); i++) {
          float[] expected = expected(pipeline, images, i, seed, epoch, view);
          int at = (view * images.size() + i) * expected.length;
          float[] one = Arrays.copyOfRange(found, at, at + expected.length);
          assertThat(apart(one, expected))
              .as("image %d, view %d of %s", i, view, pipeline)
              .isLessThan(0.1 * GREY_LEVEL / std);
        }
      }
    }
  }

  /** Returns the largest difference; NaN counts as large. */
  private static double apart(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      double apart = Math.abs(expected[i] - (double) found[i]);
      worst = apart <= worst ? worst : Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
    }
    return worst;
  }

  private static float[] expected(
      Pipeline pipeline, ImageSet images, int index, long seed, int epoch, int view) {
    var image = Planes.of(images, index);
    pipeline.draws(images, index, seed, epoch, view).forEach(op -> op.apply(image));
    return image.values();
  }

  private static List<float[]> views(
      Backend backend,
      ImageSet images,
      Augment augment,
      int count,
      long seed,
      int epoch,
      int... indices) {
    try (var views =
            DeviceViews.builder(backend, images, augment)
                .views(count)
                .batch(images.size())
                .seed(seed)
                .build();
        var manager = backend.open()) {
      return views.of(manager, epoch, indices).stream().map(NDArray::toFloatArray).toList();
    }
  }

  private static int[] all(ImageSet images) {
    return IntStream.range(0, images.size()).toArray();
  }

  private static ImageSet noise(int height, int width, int count) {
    var pixels = new byte[count * height * width * 3];
    new Random(height).nextBytes(pixels);
    return ImageSet.of("noise", height, width, 3, pixels, new int[count], List.of("noise"));
  }
}
