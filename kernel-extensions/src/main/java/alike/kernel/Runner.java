package alike.kernel;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of cells on one lasting thread, and interrupts it in steps.
 *
 * <p>Mends JJava 1.0a8, which answers an interrupt (and a JJAVA_TIMEOUT) at once while the code
 * runs on. Here the thread's interrupt flag is set first: code that looks at it ends by itself, and
 * its cell ends normally. After a grace period, or at a second interrupt, the brake is pulled. One
 * thread for all cells, because native libraries keep state per thread.
 */
final class Runner {
  private static final long LOOK_MILLIS = 200;
  private static final long PATIENCE_MILLIS = 3000; // until the user is told that nothing helps
  private static final String TRAINING = "alike.train.Training";

  private final Brake brake;
  private final Duration grace;
  private @Nullable Worker worker;
  private @Nullable FutureTask<?> running;
  private Runnable first = () -> {};
  private long cell;
  private boolean active;
  private boolean asked;
  private boolean early; // asked between two snippets of the cell: the next one is interrupted
  private boolean stopped;

  Runner(Brake brake, Duration grace) {
    this.brake = brake;
    this.grace = grace;
  }

  /**
   * Says that a cell starts: interrupts are meant for it from now on.
   *
   * @param first what the cells' thread does before each piece of code of this cell
   */
  synchronized void begin(Runnable first) {
    this.first = first;
    cell++;
    active = true;
    asked = false;
    early = false;
    stopped = false;
    brake.release();
  }

  /** Says that the cell is over: interrupts that come now have nothing to interrupt. */
  synchronized void end() {
    active = false;
    asked = false;
    early = false;
    stopped = false;
    brake.release();
  }

  /** Whether the running cell has been asked to end. */
  synchronized boolean asked() {
    return asked;
  }

  /** Whether the running cell has used up its grace. */
  synchronized boolean stopped() {
    return stopped;
  }

  /** Asks the running cell to end, and stops it if it still runs after the grace period. */
  synchronized void interrupt() {
    if (!active) {
      return;
    }
    if (asked) {
      stop(cell);
      return;
    }
    asked = true;
    if (running != null && worker != null) {
      worker.interrupt();
    } else {
      early = true;
    }
    long mine = cell;
    Daemon.start(
        "alike-interrupt",
        () -> {
          Thread.sleep(grace.toMillis());
          while (trains(mine)) {
            Thread.sleep(LOOK_MILLIS);
          }
          stop(mine);
          Thread.sleep(PATIENCE_MILLIS);
          if (busyWith(mine)) {
            System.err.println(
                "The code of this cell reacts neither to the interrupt nor to being stopped; it"
                    + " is inside a long native call, or in a library loop that Java "
                    + Runtime.version().feature()
                    + " cannot stop. Wait for it, or restart the kernel.");
          }
        });
  }

  /**
   * Whether the cell is inside of a training, which looks at the interrupt after every step and
   * keeps the run: a step may last longer than the grace. A second interrupt stops it all the same.
   */
  private synchronized boolean trains(long mine) {
    var thread = worker;
    return active
        && cell == mine
        && thread != null
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(TRAINING));
  }

  private synchronized boolean busyWith(long mine) {
    return active && cell == mine && running != null;
  }

  private synchronized void stop(long mine) {
    if (!active || cell != mine) {
      return;
    }
    stopped = true;
    var thread = worker;
    if (running != null && thread != null) {
      thread.retire();
      worker = null;
      brake.pull(thread);
    }
  }

  /**
   * Runs {@code code} on the cells' thread and waits for it; on the calling thread when a cell
   * evaluates code itself.
   *
   * @param limitMillis how long it may take before it is interrupted; 0 for any time
   * @throws TimeoutException if it took longer; it has ended by then
   * @throws Exception what the code threw
   */
  <T extends @Nullable Object> T call(Callable<T> code, long limitMillis) throws Exception {
    FutureTask<T> task = start(code);
    if (task == null) {
      return code.call();
    }
    try {
      return await(task, limitMillis);
    } finally {
      finish();
    }
  }

  private synchronized <T extends @Nullable Object> @Nullable FutureTask<T> start(Callable<T> code)
      throws InterruptedException {
    if (running != null) {
      return null;
    }
    if (stopped) {
      throw new InterruptedException("The cell was stopped between two snippets.");
    }
    var before = first;
    var task =
        new FutureTask<>(
            () -> {
              before.run();
              return code.call();
            });
    if (worker == null || !worker.isAlive()) {
      worker = new Worker();
      worker.start();
    }
    worker.give(task);
    if (early) {
      worker.interrupt();
    }
    early = false;
    running = task;
    return task;
  }

  private synchronized void finish() {
    running = null;
  }

  private synchronized boolean lost(FutureTask<?> task, Thread thread) {
    return !thread.isAlive() && !task.isDone();
  }

  private synchronized Thread thread() {
    return worker != null ? worker : Thread.currentThread();
  }

  private <T extends @Nullable Object> T await(FutureTask<T> task, long limitMillis)
      throws Exception {
    var thread = thread();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    boolean late = false;
    while (true) {
      try {
        var result = task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (late) {
          throw new TimeoutException();
        }
        return result;
      } catch (TimeoutException e) {
        if (task.isDone() && late) {
          throw e;
        }
        if (lost(task, thread)) {
          throw new InterruptedException("The thread of the cell was stopped.");
        }
        if (limitMillis > 0 && !late && System.nanoTime() > end) {
          late = true;
          interrupt();
        }
      } catch (ExecutionException e) {
        throw late ? new TimeoutException() : thrown(e);
      }
    }
  }

  private static Exception thrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception cause ? cause : e;
  }
}
