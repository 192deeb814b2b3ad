package alike.augment;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One batch being made: the workers take its images one by one until none is left. */
final class Filling {

  private final ViewMaker maker;
  private final int epoch;
  private final int[] indices;
  private final ByteBuffer buffer;
  private final CountDownLatch working;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable IllegalStateException> failure = new AtomicReference<>();

  Filling(ViewMaker maker, int epoch, int[] indices, ByteBuffer buffer, int workers) {
    this.maker = maker;
    this.epoch = epoch;
    this.indices = indices;
    this.buffer = buffer;
    this.working = new CountDownLatch(workers);
  }

  ByteBuffer buffer() {
    return buffer;
  }

  void start(Executor executor, int workers) {
    for (int i = 0; i < workers; i++) {
      executor.execute(this::work);
    }
  }

  /** Leaves out what was not begun, and waits for what was. */
  void stop() {
    next.set(indices.length);
    Waiting.until(working);
  }

  /** Waits for the batch; a worker's failure comes up here. */
  ViewBatch finished(Runnable giveBack) {
    Waiting.until(working);
    var failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    var part = buffer.slice(0, maker.layout().bytes(indices.length)).order(buffer.order());
    return new ViewBatch(indices, maker.layout(), part, giveBack);
  }

  private void work() {
    try {
      var target = buffer.asFloatBuffer();
      for (int place = next.getAndIncrement();
          place < indices.length;
          place = next.getAndIncrement()) {
        make(place, target);
      }
    } finally {
      working.countDown();
    }
  }

  private void make(int place, FloatBuffer target) {
    try {
      maker.make(indices[place], epoch, place, indices.length, target);
    } catch (RuntimeException | Error e) { // told in the consumer's thread
      next.set(indices.length);
      failure.compareAndSet(
          null,
          new IllegalStateException(
              "Image %d of %s could not be augmented: %s"
                  .formatted(indices[place], maker.images(), e.getMessage()),
              e));
    }
  }
}
