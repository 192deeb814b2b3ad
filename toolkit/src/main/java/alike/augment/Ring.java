package alike.augment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A few buffers that go round: free, being filled by the threads, lent to the consumer, free again.
 * All of this is decided in the consumer's thread; the workers only fill.
 */
final class Ring implements AutoCloseable {

  private final ViewMaker maker;
  private final int threads;
  private final int buffers;
  private final ExecutorService workers;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private @Nullable Pass current;
  private boolean closed;

  Ring(ViewMaker maker, int batch, int buffers, int threads) {
    this.maker = maker;
    this.threads = threads;
    this.buffers = buffers;
    for (int i = 0; i < buffers; i++) {
      free.add(
          ByteBuffer.allocateDirect(maker.layout().bytes(batch)).order(ByteOrder.nativeOrder()));
    }
    workers = Executors.newFixedThreadPool(threads, Ring::thread);
  }

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "alike-views-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  synchronized Iterator<ViewBatch> start(int epoch, List<int[]> plan) {
    requireOpen();
    stopCurrent();
    var pass = new Pass(epoch, plan);
    current = pass;
    pass.fill();
    return pass;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      stopCurrent();
    }
    workers.shutdown();
    Waiting.untilTerminated(workers);
  }

  private void stopCurrent() {
    var pass = current;
    if (pass != null) {
      pass.stop();
      current = null;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The loader was closed. Build another one.");
    }
  }

  private synchronized void giveBack(ByteBuffer buffer) {
    free.add(buffer);
    var pass = current;
    if (pass != null) {
      pass.fill();
    }
  }

  /** One epoch under way: what is being filled, in order, and what is still to come. */
  private final class Pass implements Iterator<ViewBatch> {

    private final int epoch;
    private final Iterator<int[]> plan;
    private final ArrayDeque<Filling> underWay = new ArrayDeque<>();

    Pass(int epoch, List<int[]> plan) {
      this.epoch = epoch;
      this.plan = plan.iterator();
    }

    /** Lets every free buffer be filled with the next batch of the plan. */
    void fill() {
      while (!free.isEmpty() && plan.hasNext()) {
        var filling = new Filling(maker, epoch, plan.next(), free.remove(), threads);
        underWay.add(filling);
        filling.start(workers, threads);
      }
    }

    void stop() {
      for (var filling : underWay) {
        filling.stop();
        free.add(filling.buffer());
      }
      underWay.clear();
    }

    @Override
    public boolean hasNext() {
      synchronized (Ring.this) {
        return current == this && (!underWay.isEmpty() || plan.hasNext());
      }
    }

    @Override
    public ViewBatch next() {
      synchronized (Ring.this) {
        requireOpen();
        if (current != this || !hasNext()) {
          throw new NoSuchElementException("This epoch is over, or another one was started.");
        }
        if (underWay.isEmpty()) {
          throw new IllegalStateException(
              "All %d buffers are lent. Close each batch after its step, or build with more buffers."
                  .formatted(buffers));
        }
        return lend(underWay.remove());
      }
    }

    private ViewBatch lend(Filling filling) {
      try {
        return filling.finished(() -> giveBack(filling.buffer()));
      } catch (IllegalStateException e) {
        free.add(filling.buffer());
        stopCurrent();
        throw e;
      }
    }
  }
}
