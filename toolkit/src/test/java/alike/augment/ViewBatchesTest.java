package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.FashionMnist;
import alike.data.ImageSet;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ViewBatchesTest {

  private static final ImageSet CLOTHES = FashionMnist.mini().test().first(50);
  private static final Augment SIM_CLR = Augment.simClr(28);

  private static ViewBatches.Builder builder() {
    return ViewBatches.builder(CLOTHES, SIM_CLR).batch(16).seed(7).threads(2);
  }

  /** What an epoch delivers, copied out. */
  private static List<List<Float>> epoch(ViewBatches batches, int epoch) {
    var seen = new ArrayList<List<Float>>();
    for (var batch : batches.epoch(epoch)) {
      try (batch) {
        seen.add(floats(batch));
      }
    }
    return seen;
  }

  private static List<Float> floats(ViewBatch batch) {
    var floats = new ArrayList<Float>();
    for (var buffer = batch.floats(); buffer.hasRemaining(); ) {
      floats.add(buffer.get());
    }
    return floats;
  }

  /** An augmentation that tells which images it is asked for, then writes the index. */
  private record Spy(IntConsumer onImage) implements Augment {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public void apply(
        ImageSet images,
        int index,
        long seed,
        int epoch,
        int view,
        FloatBuffer target,
        int offset) {
      onImage.accept(index);
      target.put(offset, index);
    }
  }

  @Test
  void a_batch_holds_each_images_views_where_the_layout_says() {
    try (var batches = builder().views(3).build()) {
      var batch = batches.epoch(4).iterator().next();

      assertThat(batch.size()).isEqualTo(16);
      assertThat(batch.views()).isEqualTo(3);
      assertThat(batch.bytes().isDirect()).isTrue();
      assertThat(batch.bytes().order()).isEqualTo(ByteOrder.nativeOrder());
      assertThat(batch.floats().remaining()).isEqualTo(3 * 16 * 784);
      for (int view = 0; view < 3; view++) {
        for (int place = 0; place < 16; place++) {
          var expected = FloatBuffer.allocate(784);
          SIM_CLR.apply(CLOTHES, batch.indices()[place], 7, 4, view, expected, 0);
          assertThat(batch.floats().slice((view * 16 + place) * 784, 784)).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "5, 2", "3, 4"})
  void is_the_same_on_any_number_of_threads_and_buffers(int threads, int buffers) {
    try (var one = builder().threads(1).build();
        var many = builder().threads(threads).buffers(buffers).build()) {
      assertThat(epoch(many, 0)).isEqualTo(epoch(one, 0));
      assertThat(epoch(many, 1)).isEqualTo(epoch(one, 1));
      assertThat(epoch(many, 0)).isEqualTo(epoch(one, 0));
    }
  }

  @Test
  void an_epoch_has_no_image_twice_drops_the_rest_and_is_shuffled_anew() {
    try (var batches = builder().build()) {
      assertThat(batches.batches()).isEqualTo(3);
      var orders = new HashSet<List<Integer>>();
      for (int epoch = 0; epoch < 3; epoch++) {
        var order = new ArrayList<Integer>();
        for (var batch : batches.epoch(epoch)) {
          try (batch) {
            for (int index : batch.indices()) {
              order.add(index);
            }
          }
        }
        assertThat(order).hasSize(48).doesNotHaveDuplicates();
        orders.add(order);
      }
      assertThat(orders).hasSize(3);
    }
  }

  @Test
  void an_epoch_can_be_taken_up_in_its_middle() {
    try (var batches = builder().build()) {
      var whole = epoch(batches, 5);

      var rest = batches.epoch(5, 2).iterator();

      assertThat(floats(rest.next())).isEqualTo(whole.get(2));
      assertThat(rest.hasNext()).isFalse();
      assertThat(batches.epoch(5, 3).iterator().hasNext()).isFalse();
      assertThatThrownBy(() -> batches.epoch(5, 4)).hasMessageContaining("first");
    }
  }

  @Test
  void a_plan_of_ones_own_decides_which_images_come() {
    try (var batches = ViewBatches.builder(CLOTHES, new Spy(i -> {})).batch(3).views(2).build()) {
      var pass = batches.epoch(0, List.of(new int[] {4, 4, 9}, new int[] {1})).iterator();

      assertThat(floats(pass.next())).containsExactly(4f, 4f, 9f, 4f, 4f, 9f);
      assertThat(floats(pass.next())).containsExactly(1f, 1f);
      assertThatThrownBy(() -> batches.epoch(0, List.of(new int[] {50})))
          .hasMessageContaining("50");
      assertThatThrownBy(() -> batches.epoch(0, List.of(new int[4]))).hasMessageContaining("4");
    }
  }

  @Test
  void the_next_batch_is_made_while_this_one_is_used() throws InterruptedException {
    var asked = new CountDownLatch(1 + 2 * 10 * 2); // the trial, then two batches of 10, two views
    try (var batches =
        ViewBatches.builder(CLOTHES, new Spy(i -> asked.countDown())).batch(10).build()) {
      var first = batches.epoch(0).iterator().next();

      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(first.size()).isEqualTo(10);
    }
  }

  @Test
  void a_lent_buffer_stays_as_it_is_until_it_is_given_back() {
    try (var batches = builder().build()) {
      var pass = batches.epoch(0).iterator();
      var first = pass.next();
      var before = floats(first);
      var second = pass.next();

      assertThatThrownBy(pass::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("2 buffers", "Close each batch");
      assertThat(floats(first)).isEqualTo(before);

      second.close();
      second.close();
      assertThat(pass.next().size()).isEqualTo(16);
      assertThat(floats(first)).isEqualTo(before);
      assertThatThrownBy(second::floats).hasMessageContaining("closed");
    }
  }

  @Test
  void a_lent_buffer_outlives_a_new_epoch() {
    try (var batches = builder().build()) {
      var expected = epoch(batches, 1);
      var kept = batches.epoch(0).iterator().next();
      var before = floats(kept);

      assertThat(epoch(batches, 1)).isEqualTo(expected);

      assertThat(floats(kept)).isEqualTo(before);
    }
  }

  @Test
  void starting_an_epoch_ends_the_one_before() {
    try (var batches = builder().build()) {
      var old = batches.epoch(0).iterator();
      old.next().close();

      var fresh = batches.epoch(1).iterator();

      assertThat(old.hasNext()).isFalse();
      assertThatThrownBy(old::next).isInstanceOf(NoSuchElementException.class);
      fresh.next().close();
      assertThat(fresh.hasNext()).isTrue();
    }
  }

  @Test
  void a_failure_comes_up_in_the_consumers_thread_with_the_images_place() {
    var broken =
        new Spy(
            index -> {
              if (index == 33) {
                throw new ArithmeticException("no such colour");
              }
            });
    try (var batches = ViewBatches.builder(CLOTHES, broken).batch(1).build()) {
      assertThatThrownBy(() -> epoch(batches, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("Image 33", "Fashion-MNIST test", "no such colour")
          .hasRootCauseInstanceOf(ArithmeticException.class);

      var after = batches.epoch(0, List.of(new int[] {1})).iterator();
      assertThat(floats(after.next())).as("it goes on after that").containsExactly(1f, 1f);
    }
  }

  @Test
  void no_thread_is_left_after_close() throws InterruptedException {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    var spy = new Spy(i -> workers.add(Thread.currentThread()));
    var batches = ViewBatches.builder(CLOTHES, spy).batch(10).threads(3).build();
    var pass = batches.epoch(0).iterator();
    pass.next();

    batches.close();
    batches.close();

    workers.remove(Thread.currentThread());
    assertThat(workers).isNotEmpty();
    for (var worker : workers) {
      worker.join(10_000);
      assertThat(worker.isAlive()).isFalse();
    }
    assertThatThrownBy(pass::next).hasMessageContaining("closed");
    assertThatThrownBy(() -> batches.epoch(1).iterator()).hasMessageContaining("closed");
  }

  @Test
  void an_interrupt_waits_for_the_training_loop_to_see_it() {
    try (var batches = builder().build()) {
      var pass = batches.epoch(0).iterator();
      Thread.currentThread().interrupt();

      var batch = pass.next();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(batch.size()).isEqualTo(16);
    }
  }

  @Test
  void what_cannot_be_is_refused_before_anything_starts() {
    assertThatThrownBy(() -> builder().batch(51).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("batch of 51", "50 images", "50 or less");
    assertThatThrownBy(() -> ViewBatches.builder(CLOTHES, Augment.simClr(32)).batch(2).build())
        .hasMessageContaining("Normalize.of(images)");
    assertThatThrownBy(() -> builder().threads(0)).hasMessageContaining("threads");
    assertThatThrownBy(() -> builder().buffers(1)).hasMessageContaining("buffers");
    assertThatThrownBy(() -> builder().views(0)).hasMessageContaining("views");
    var large = Augment.simClr(28).with(new Resize(10_000));
    assertThatThrownBy(() -> ViewBatches.builder(CLOTHES, large).batch(50).build())
        .hasMessageContaining("smaller batch");
  }
}
