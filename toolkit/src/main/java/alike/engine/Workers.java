package alike.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does numbered tasks on several threads, the caller's among them. */
public final class Workers {

  private Workers() {}

  /**
   * Does tasks 0 … {@code tasks} − 1 and waits for all, on {@link Engines#threads()} threads. Which
   * thread does which task is open: what a task yields must not depend on it.
   *
   * @param tasks how many, 0 or more
   * @param worker makes what does the tasks, one a thread; keeps scratch memory
   */
  public static void each(int tasks, Supplier<? extends IntConsumer> worker) {
    each(tasks, Engines.threads(), worker);
  }

  /** Does the same on a number of threads. */
  static void each(int tasks, int threads, Supplier<? extends IntConsumer> worker) {
    var shared = new Shared(tasks, worker);
    var helpers = new Thread[Math.min(threads, tasks) - 1 < 0 ? 0 : Math.min(threads, tasks) - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Thread(shared, "alike-worker-" + (i + 1));
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
    shared.run();
    boolean interrupted = false;
    for (var helper : helpers) {
      interrupted |= joined(helper);
    }
    if (interrupted) {
      Thread.currentThread().interrupt(); // the tasks are short; whoever loops over them looks
    }
    shared.rethrow();
  }

  /** Waits for a thread; returns whether this one was interrupted meanwhile. */
  private static boolean joined(Thread helper) {
    boolean interrupted = false;
    while (true) {
      try {
        helper.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private static final class Shared implements Runnable {
    private final int tasks;
    private final Supplier<? extends IntConsumer> worker;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Shared(int tasks, Supplier<? extends IntConsumer> worker) {
      this.tasks = tasks;
      this.worker = worker;
    }

    @Override
    public void run() {
      try {
        var own = worker.get();
        for (int task; failure.get() == null && (task = next.getAndIncrement()) < tasks; ) {
          own.accept(task);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }

    void rethrow() {
      var thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }
}
