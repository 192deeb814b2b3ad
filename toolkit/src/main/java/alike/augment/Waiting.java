package alike.augment;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Waits for work of milliseconds without being cut short: an interrupt stays set for the training
 * loop, which stops at its next step with everything in order.
 */
final class Waiting {

  private Waiting() {}

  /** Something that waits. */
  @FunctionalInterface
  private interface Wait {
    void run() throws InterruptedException;
  }

  static void until(CountDownLatch latch) {
    uninterrupted(latch::await);
  }

  static void untilTerminated(ExecutorService workers) {
    uninterrupted(
        () -> {
          while (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
            // a view takes milliseconds; only a step of one's own that hangs comes here
          }
        });
  }

  private static void uninterrupted(Wait wait) {
    boolean interrupted = false;
    try {
      for (boolean done = false; !done; ) {
        try {
          wait.run();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
