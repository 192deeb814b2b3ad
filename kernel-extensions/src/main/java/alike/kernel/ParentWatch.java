package alike.kernel;

import java.util.Map;

/**
 * Ends the kernel when the process that started it is gone.
 *
 * <p>JJava 1.0a8 lives on after its client was killed. Clients name themselves in JPY_PARENT_PID.
 */
final class ParentWatch {
  private static final long LOOK_MILLIS = 500;

  private ParentWatch() {}

  static void start(Map<String, String> environment) {
    var value = environment.getOrDefault("JPY_PARENT_PID", "");
    if (!value.matches("\\d{1,18}") || value.equals("1")) {
      return; // 1 is the first process of a container: nothing outlives that
    }
    long pid = Long.parseLong(value);
    var parent = ProcessHandle.of(pid);
    boolean own = parentPid() == pid;
    Daemon.start(
        "alike-parent",
        () -> {
          // A dead parent that nobody has waited for still counts as alive: see who has us now.
          while (parent.isPresent() && parent.get().isAlive() && (!own || parentPid() == pid)) {
            Thread.sleep(LOOK_MILLIS);
          }
          System.err.println("The kernel ends: its client, process " + pid + ", is gone.");
          Launch.exit(0);
        });
  }

  private static long parentPid() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }
}
