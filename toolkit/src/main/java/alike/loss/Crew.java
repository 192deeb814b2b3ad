package alike.loss;

import alike.engine.Engines;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares out numbered pieces of work among the caller and helpers of the common pool. Pieces are
 * begun in ascending order; nobody waits for a helper that has not come.
 */
final class Crew {

  private static final long WORTH_A_THREAD = 1 << 19; // multiplications; less is done sooner alone
  private static final int SPINS = 1 << 10;

  private final int pieces;
  private final Supplier<IntConsumer> worker;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile @Nullable Throwable failure;

  private Crew(int pieces, Supplier<IntConsumer> worker) {
    this.pieces = pieces;
    this.worker = worker;
  }

  /**
   * Does all pieces and returns when they are done.
   *
   * @param pieces how many there are
   * @param cost about how many multiplications they are in all
   * @param worker makes what one thread does pieces with, for example with buffers of its own
   */
  static void each(int pieces, long cost, Supplier<IntConsumer> worker) {
    var crew = new Crew(pieces, worker);
    long useful = Math.min(pieces, 1 + cost / WORTH_A_THREAD);
    for (int helper = 1; helper < Math.min(Engines.threads(), useful); helper++) {
      ForkJoinPool.commonPool().execute(crew::work);
    }
    crew.work();
    crew.finish();
  }

  private void work() {
    if (begun.get() >= pieces) {
      return; // the others were quicker
    }
    try {
      var own = worker.get(); // before a piece is taken, for which others may wait
      for (int piece = begun.getAndIncrement();
          piece < pieces && failure == null;
          piece = begun.getAndIncrement()) {
        own.accept(piece);
        ended.incrementAndGet();
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void finish() {
    for (int spins = 0; ended.get() < pieces && failure == null; spins++) {
      pause(spins);
    }
    var failed = failure;
    if (failed != null) {
      throw new IllegalStateException("The loss could not be computed: " + failed, failed);
    }
  }

  /** Waits a moment for another thread, longer if it takes long. */
  static void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(20_000);
    }
  }
}
