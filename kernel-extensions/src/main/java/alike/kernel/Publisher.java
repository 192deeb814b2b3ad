package alike.kernel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/**
 * Sends what all clients see, in order, and only from threads that nobody interrupts.
 *
 * <p>JJava 1.0a8 sends from whatever thread displays something. A thread that is interrupted or
 * stopped in the middle of that leaves half a message, or a closed pipe, in the socket.
 */
final class Publisher extends IOPubChannel {
  private static final int MOST = 2000; // messages that wait
  private static final ThreadLocal<Boolean> CALM = ThreadLocal.withInitial(() -> false);
  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final Semaphore work = new Semaphore(0);
  private final Object sending = new Object();

  Publisher(HMACGenerator signature) {
    super(ZMQ.context(1), signature);
    Daemon.start(
        "alike-publish",
        () -> {
          while (true) {
            work.acquire();
            send();
          }
        });
  }

  /** Says that nobody interrupts the calling thread, so that it may send by itself. */
  static void calm() {
    CALM.set(true);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the queue is what threads share
  public void sendMessage(Message<?> message) {
    var dated = Stamp.now(message);
    while (queue.size() > MOST && !CALM.get() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(1_000_000); // a cell that prints for ever waits for its readers
    }
    queue.add(() -> super.sendMessage(dated));
    if (CALM.get()) {
      send();
    } else {
      work.release();
    }
  }

  private void send() {
    synchronized (sending) { // keeps the order
      for (var next = queue.poll(); next != null; next = queue.poll()) {
        next.run();
      }
    }
  }

  /** Publishes what waits, and no more; returns when that has left the process. */
  void finish(long millis) throws InterruptedException {
    var sent = new CountDownLatch(1);
    queue.add(
        () -> {
          Farewell.send(this, ctx);
          sent.countDown();
        });
    work.release();
    if (!sent.await(millis, TimeUnit.MILLISECONDS)) {
      System.err.println("Output was still being sent when the kernel ended.");
    }
  }
}
