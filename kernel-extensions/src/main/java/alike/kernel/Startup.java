package alike.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is done between the kernel's first breath and its first cell.
 *
 * <p>In JJava 1.0a8 any failure here leaves a process without sockets, and the notebook waits. Here
 * the kernel starts, and the first cell says what failed and what to do.
 */
final class Startup {
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<String> failures = new ArrayList<>();
  private final Faults faults;

  Startup(Faults faults) {
    this.faults = faults;
  }

  /** A part of the start that may fail. */
  interface Step {
    void run() throws Exception;
  }

  /** Does {@code step}; if it throws, notes that {@code what} failed, and the remedy. */
  void attempt(String what, String remedy, Step step) {
    try {
      step.run();
    } catch (Throwable e) { // of anybody's extension or script, Errors of missing classes included
      var fault = faults.of(e);
      failed(what + " failed: " + String.join("\n", fault.traceback()), remedy);
    }
  }

  /** Notes a failure that was no exception. */
  synchronized void failed(String what, String remedy) {
    failures.add("Kernel start: " + what + "\n" + remedy);
  }

  /** Lets the cells run. */
  void finish() {
    for (var failure : told()) {
      System.err.println(failure); // the log of the server
    }
    done.countDown();
  }

  private synchronized List<String> told() {
    return List.copyOf(failures);
  }

  /** Returns what failed, the first time that it is asked. */
  synchronized List<String> failures() {
    var told = List.copyOf(failures);
    failures.clear();
    return told;
  }

  /** Waits until the start is over. */
  void await() {
    try {
      while (!done.await(1, TimeUnit.HOURS)) {
        System.err.println("The start-up code of the kernel still runs.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
