package alike.loss;

import alike.engine.Engines;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that compute one loss: the caller, and helpers of the common pool that stay at hand until
 * they are dismissed, since waking one for each of many short tasks takes longer than the task.
 * Nobody waits for a helper that has not come.
 */
final class Crew implements AutoCloseable {

  private static final long WORTH_A_THREAD = 1 << 20; // multiplications; less is done sooner alone
  private static final int SPINS = 1 << 10;

  private static final int PATIENCE = SPINS + 50;

  private final int helpers; // that are useful
  private final AtomicInteger present = new AtomicInteger();
  private volatile @Nullable Task task;
  private volatile boolean dismissed;

  private Crew(int helpers) {
    this.helpers = helpers;
  }

  /**
   * Calls helpers.
   *
   * @param cost about how many multiplications all tasks are
   */
  static Crew gather(long cost) {
    var crew = new Crew((int) Math.min(Engines.threads() - 1, cost / WORTH_A_THREAD));
    crew.call();
    return crew;
  }

  private void call() {
    while (present.get() < helpers) {
      int number = present.incrementAndGet();
      ForkJoinPool.commonPool().execute(() -> help(number));
    }
  }

  /** Does each task that comes, until none has come for a while. */
  private void help(int number) {
    Task done = null;
    do {
      for (int spins = 0; spins < PATIENCE && !dismissed; spins++) {
        var next = task;
        if (next != null && next != done) {
          next.work(number);
          done = next;
          spins = 0;
        }
        pause(spins);
      }
      present.decrementAndGet();
    } while (!dismissed && task != done && present.incrementAndGet() > 0); // one has just come
  }

  /**
   * Does a task, shared out in numbered pieces that are begun in ascending order, and returns when
   * all are done. One task at a time.
   *
   * @param pieces how many there are
   * @param worker makes what one thread does pieces with, for example with buffers of its own
   */
  void each(int pieces, Supplier<IntConsumer> worker) {
    run(new Task(pieces, 1, worker));
  }

  /**
   * Does a task of pieces that do not wait for each other. Each thread begins with a part of its
   * own, the same in every task, whose numbers are then in its cache.
   *
   * @param pieces how many there are
   * @param worker makes what one thread does pieces with
   */
  void share(int pieces, Supplier<IntConsumer> worker) {
    run(new Task(pieces, 1 + helpers, worker));
  }

  private void run(Task next) {
    task = next;
    call();
    next.work(0);
    next.finish();
  }

  /** Waits a moment for another thread, longer if it takes long. */
  static void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(20_000);
    }
  }

  /** Dismisses the helpers. */
  @Override
  public void close() {
    dismissed = true;
  }

  private static final class Task {
    private final int pieces;
    private final Supplier<IntConsumer> worker;
    private final AtomicIntegerArray begun; // how many of each part
    private final AtomicInteger ended = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Task(int pieces, int parts, Supplier<IntConsumer> worker) {
      this.pieces = pieces;
      this.worker = worker;
      begun = new AtomicIntegerArray(parts);
    }

    /** Does pieces of one part, then what the others have not begun. */
    void work(int part) {
      if (ended.get() >= pieces) {
        return; // the others were quicker
      }
      try {
        var own = worker.get(); // before a piece is taken, for which others may wait
        for (int i = 0; i < begun.length(); i++) {
          work((part + i) % begun.length(), own);
        }
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }

    private void work(int part, IntConsumer own) {
      int end = start(part + 1);
      for (int piece = next(part); piece < end && failure == null; piece = next(part)) {
        own.accept(piece);
        ended.incrementAndGet();
      }
    }

    private int next(int part) {
      return start(part) + begun.getAndIncrement(part);
    }

    private int start(int part) {
      return (int) ((long) part * pieces / begun.length());
    }

    void finish() {
      for (int spins = 0; ended.get() < pieces && failure == null; spins++) {
        pause(spins);
      }
      var failed = failure;
      if (failed != null) {
        throw new IllegalStateException("The loss could not be computed: " + failed, failed);
      }
    }
  }
}
