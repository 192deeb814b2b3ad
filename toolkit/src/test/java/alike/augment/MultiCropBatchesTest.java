package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.FashionMnist;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches whose views are of several sizes. */
@Timeout(60)
class MultiCropBatchesTest {

  private static final ImageSet CLOTHES = FashionMnist.mini().test().first(20);
  private static final MultiCrop SWAV = Augment.swav(28);
  private static final int N = 6;

  private static final Pipeline LARGE = Augment.simClr(28);
  private static final Pipeline SMALL = LARGE.with(new RandomResizedCrop(10, 0.1, 0.3));

  /** Sizes 28, 10, 10, 28, so that a size comes back after another. */
  private static final PerView MIXED = Augment.views(LARGE, SMALL, SMALL, LARGE);

  private static ViewBatches.Builder builder(Augment augment) {
    return ViewBatches.builder(CLOTHES, augment).batch(N).seed(3).threads(2);
  }

  private static FloatBuffer view(Augment augment, int image, int epoch, int view) {
    int size = augment.size(view);
    var floats = FloatBuffer.allocate(size * size);
    augment.apply(CLOTHES, image, 3, epoch, view, floats, 0);
    return floats;
  }

  @ParameterizedTest
  @EnumSource(
      value = Preset.class,
      names = {"SWAV", "DINO"})
  void a_batch_holds_every_view_of_every_image_one_after_the_other(Preset preset) {
    var crops = (MultiCrop) preset.of(28);
    try (var batches = builder(crops).build()) {
      var batch = batches.epoch(2).iterator().next();

      assertThat(batch.views()).isEqualTo(2 + crops.locals());
      var all = batch.floats();
      for (int view = 0; view < batch.views(); view++) {
        for (int image : batch.indices()) {
          var expected = view(crops, image, 2, view);
          assertThat(all.slice(all.position(), expected.capacity())).isEqualTo(expected);
          all.position(all.position() + expected.capacity());
        }
      }
      assertThat(all.hasRemaining()).isFalse();
    }
  }

  @Test
  void groups_are_the_runs_of_one_size() {
    try (var crops = builder(SWAV).build();
        var mixed = builder(MIXED).views(4).build();
        var equal = builder(LARGE).views(3).build()) {
      assertThat(crops.groups())
          .containsExactly(new ViewGroup(28, 0, 2), new ViewGroup(12, 2, SWAV.locals()));
      assertThat(mixed.groups())
          .containsExactly(
              new ViewGroup(28, 0, 1), new ViewGroup(10, 1, 2), new ViewGroup(28, 3, 1));
      assertThat(equal.groups()).containsExactly(new ViewGroup(28, 0, 3));
      assertThat(mixed.epoch(0).iterator().next().groups()).isEqualTo(mixed.groups());
    }
  }

  @Test
  void a_group_is_handed_out_as_its_part_of_the_buffer() {
    try (var batches = builder(MIXED).views(4).build()) {
      var batch = batches.epoch(0).iterator().next();
      for (var group : batch.groups()) {
        var bytes = batch.bytes(group);

        assertThat(bytes.isDirect()).isTrue();
        assertThat(bytes.order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(bytes.position()).isZero();
        int length = group.size() * group.size();
        assertThat(bytes.remaining()).isEqualTo(group.views() * N * length * Float.BYTES);
        for (int view = group.first(); view < group.end(); view++) {
          assertThat(batch.size(view)).isEqualTo(group.size());
          assertThat(batch.floats(view).remaining()).isEqualTo(N * length);
          for (int place = 0; place < N; place++) {
            var expected = view(MIXED, batch.indices()[place], 0, view);
            int at = (view - group.first()) * N + place;
            assertThat(bytes.asFloatBuffer().slice(at * length, length)).isEqualTo(expected);
            assertThat(batch.floats(view).slice(place * length, length)).isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void some_views_of_one_size_are_handed_out_and_others_refused() {
    try (var batches = builder(MIXED).views(4).build()) {
      var batch = batches.epoch(0).iterator().next();

      var some = batch.bytes(8, 17).asFloatBuffer(); // images 2 … 5 of view 1, 0 … 4 of view 2

      assertThat(some.remaining()).isEqualTo(9 * 100);
      for (int i = 0; i < 9; i++) {
        var expected = view(MIXED, batch.indices()[(8 + i) % N], 0, (8 + i) / N);
        assertThat(some.slice(i * 100, 100)).isEqualTo(expected);
      }
      assertThatThrownBy(() -> batch.bytes(5, 7))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("5 to 7", "[28, 10]", "one group");
      assertThatThrownBy(() -> batch.bytes(0, 25)).hasMessageContaining("24");
      assertThatThrownBy(() -> batch.bytes(3, 3)).hasMessageContaining("from");
      assertThatThrownBy(() -> batch.size(4)).hasMessageContaining("view");
      assertThatThrownBy(() -> batch.floats(-1)).hasMessageContaining("view");

      batch.close();
      assertThatThrownBy(() -> batch.bytes(batch.groups().get(0))).hasMessageContaining("closed");
      assertThatThrownBy(() -> batch.floats(0)).hasMessageContaining("closed");
    }
  }

  @Test
  void the_last_smaller_batch_of_a_plan_is_laid_out_for_its_own_number() {
    try (var batches = builder(MIXED).views(4).build()) {
      var pass = batches.epoch(0, List.of(new int[] {9, 2})).iterator();
      var batch = pass.next();

      assertThat(batch.floats().remaining()).isEqualTo(2 * (2 * 784 + 2 * 100));
      assertThat(batch.floats(2).slice(100, 100)).isEqualTo(view(MIXED, 2, 0, 2));
      assertThat(batch.floats(3).slice(784, 784)).isEqualTo(view(MIXED, 2, 0, 3));
    }
  }

  @Test
  void a_batch_of_several_sizes_that_no_buffer_holds_is_refused() {
    var large = SWAV.withLocal(new RandomResizedCrop(6000, 0.1, 0.3));

    assertThatThrownBy(() -> builder(large).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2 of 28×28 and 6 of 6000×6000", "smaller batch");
  }

  @OnBothEngines
  void the_device_makes_the_same_groups(Backend backend) {
    var crops = SWAV.withLocals(3);
    try (var device = DeviceViews.builder(backend, CLOTHES, crops).batch(N).seed(3).build();
        var batches = builder(crops).build()) {
      assertThat(device.groups()).isEqualTo(batches.groups());
      var others = batches.epoch(1).iterator();
      for (var batch : device.epoch(1)) {
        try (var manager = backend.open();
            var other = others.next()) {
          assertThat(batch.views()).isEqualTo(5);
          var arrays = batch.make(manager);
          for (int i = 0; i < arrays.size(); i++) {
            var group = batch.groups().get(i);
            assertThat(batch.size(group.first())).isEqualTo(group.size());
            float[] found = arrays.get(i).toFloatArray();
            var expected = new float[found.length];
            other.bytes(group).asFloatBuffer().get(expected);
            assertThat(apart(found, expected)).isLessThan(2 / 255.0 / 0.3530);
            int from = group.first() * N;
            float[] some = batch.make(manager, from, group.end() * N).toFloatArray();
            assertThat(apart(some, found)).isLessThan(1e-5);
          }
          assertThatThrownBy(() -> batch.make(manager, 0, 5 * N)).hasMessageContaining("[28, 12]");
        }
      }
    }
  }

  private static double apart(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }
}
