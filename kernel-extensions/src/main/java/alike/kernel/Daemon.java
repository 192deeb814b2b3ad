package alike.kernel;

/** A task on a thread of its own that never keeps the kernel alive. */
interface Daemon {

  void run() throws InterruptedException;

  /** Starts {@code task}; an interrupt ends it quietly. */
  static Thread start(String name, Daemon task) {
    var thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
