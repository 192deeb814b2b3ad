package alike.kernel;

/** Ends the kernel when the Jupyter that owns it has gone: JJava's stays behind for ever. */
final class ParentWatch {

  private static final long MILLIS = 500;

  private ParentWatch() {}

  static void start() {
    String parent = System.getenv("JPY_PARENT_PID"); // set by jupyter_client
    if (parent == null || !parent.matches("[0-9]{2,18}")) {
      return;
    }
    ProcessHandle.of(Long.parseLong(parent)).ifPresent(ParentWatch::watch);
  }

  private static void watch(ProcessHandle parent) {
    var watcher =
        new Thread(
            () -> {
              while (parent.isAlive()) {
                try {
                  Thread.sleep(MILLIS);
                } catch (InterruptedException e) {
                  return;
                }
              }
              Runtime.getRuntime().halt(0);
            },
            "alike-parent-watch");
    watcher.setDaemon(true);
    watcher.start();
  }
}
