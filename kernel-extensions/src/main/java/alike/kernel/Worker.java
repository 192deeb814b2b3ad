package alike.kernel;

import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/** The thread that runs the code of cells, one task after the other. */
final class Worker extends Thread {
  private final LinkedBlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
  private volatile boolean retired;

  Worker() {
    super("alike-cell");
    setDaemon(true);
  }

  void give(FutureTask<?> task) {
    tasks.add(task);
  }

  /** Lets the thread end after its task: a stopped thread may have been hit anywhere. */
  void retire() {
    retired = true;
  }

  @Override
  public void run() {
    boolean early = false; // interrupted between two tasks: meant for the one about to start
    while (!retired) {
      try {
        var task = tasks.take();
        if (early) {
          interrupt();
        }
        early = false;
        task.run();
        Thread.interrupted(); // an interrupt is for one task, not for those after it
      } catch (InterruptedException e) {
        early = true;
      }
    }
  }
}
