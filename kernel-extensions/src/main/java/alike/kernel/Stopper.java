package alike.kernel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Stops the cell that runs. First its thread is interrupted, which ends a wait at once and lets a
 * training end after its step with the run so far; code that goes on regardless is stopped after a
 * grace of {@value #GRACE_MILLIS} ms. JJava reports an interrupt and lets the code run on.
 */
final class Stopper {

  static final long GRACE_MILLIS = 3000;

  private final Consumer<String> complain;
  private final Runnable abandon;
  private volatile boolean requested;
  private final AtomicLong cell = new AtomicLong();

  /**
   * @param complain tells the user that code cannot be stopped
   * @param abandon lets the kernel go on without the thread of the cell
   */
  Stopper(Consumer<String> complain, Runnable abandon) {
    this.complain = complain;
    this.abandon = abandon;
  }

  /** A new cell begins. */
  void begin() {
    requested = false;
    var unused = cell.incrementAndGet();
  }

  /** The cell has ended; a stop that is still under way spares what comes next. */
  void end() {
    var unused = cell.incrementAndGet();
  }

  /** Returns whether the present cell, or the one that just ended, was to be stopped. */
  boolean requested() {
    return requested;
  }

  /** Stops the cell, at once or after the grace. */
  void stop() {
    requested = true;
    long stopped = cell.get();
    running().forEach(Thread::interrupt);
    var waiting = new Thread(() -> insist(stopped), "alike-stop");
    waiting.setDaemon(true);
    waiting.start();
  }

  private void insist(long stopped) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    try {
      while (System.nanoTime() < end) {
        if (cell.get() != stopped) {
          return;
        }
        Thread.sleep(20);
      }
      if (cell.get() == stopped) {
        running().forEach(this::kill);
      }
    } catch (InterruptedException e) {
      // the kernel leaves
    }
  }

  @SuppressWarnings({"deprecation", "removal", "ThreadDeath"}) // nothing else ends a busy loop
  private void kill(Thread thread) {
    try {
      thread.stop();
    } catch (UnsupportedOperationException e) {
      complain.accept(
          "The cell ignores the interrupt, and Java %d cannot stop it. It goes on in the background; restart the kernel to end it."
              .formatted(Runtime.version().feature()));
      abandon.run();
    }
  }

  /** Returns JJava's threads that are inside of a cell. */
  private static List<Thread> running() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().startsWith("jjava-exec-"))
        .filter(entry -> inCell(entry.getValue()))
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  private static boolean inCell(StackTraceElement[] stack) {
    for (var frame : stack) {
      if (frame.getClassName().startsWith("REPL.")) {
        return true;
      }
    }
    return false;
  }
}
