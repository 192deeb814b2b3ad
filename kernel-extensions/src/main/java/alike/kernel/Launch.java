package alike.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/** Brings the kernel up, waits for its end, and ends the process. */
final class Launch {
  private static final long LAST_MILLIS = 400;
  private static final Logger LOG = Logger.getLogger(""); // held, or the level would be forgotten

  private final Settings settings;
  private final AlikeKernel kernel;
  private final Connection connection;

  Launch(KernelConnectionProperties address, Settings settings) throws GeneralSecurityException {
    LOG.setLevel(Level.WARNING);
    this.settings = settings;
    this.kernel = new Parts.Builder(settings).build();
    this.connection = new Connection(address);
    kernel.becomeHandlerForConnection(connection);
  }

  static Launch of(Path connectionFile) throws IOException, GeneralSecurityException {
    var address = KernelConnectionProperties.parse(Files.readString(connectionFile));
    return new Launch(address, Settings.of(System.getenv()));
  }

  /** Answers requests from here on; cells wait until {@link #prepare} is done. */
  void connect() {
    connection.connect();
  }

  /** Installs extensions and runs the start-up code. */
  void prepare() {
    var startup = kernel.startup();
    kernel.evaluator().runner().begin(() -> {}); // so that start-up code can be interrupted, too
    try {
      settings.problems().forEach(problem -> startup.failed(problem, ""));
      startup.attempt("the start of the kernel", "Restart it.", kernel::onStartup);
      addJars(startup);
      runScripts(startup);
    } finally {
      kernel.evaluator().runner().end();
      kernel.console().open();
      startup.finish();
    }
  }

  private void addJars(Startup startup) {
    var classPath = settings.classPath();
    if (classPath == null || classPath.isBlank()) {
      return;
    }
    for (var entry : PathsHandler.split(classPath)) {
      var remedy = "Correct '" + entry + "' in JJAVA_CLASSPATH and restart the kernel.";
      startup.attempt(
          "JJAVA_CLASSPATH",
          remedy,
          () -> {
            if (PathsHandler.resolveGlobs(entry).isEmpty()) {
              startup.failed("JJAVA_CLASSPATH names '" + entry + "', which is not there.", remedy);
            }
            kernel.addToClasspath(entry);
          });
    }
  }

  private void runScripts(Startup startup) {
    var paths = settings.scriptPaths();
    if (paths != null && !paths.isBlank()) {
      var remedy = "Correct the script or JJAVA_STARTUP_SCRIPTS_PATH and restart the kernel.";
      startup.attempt(
          "JJAVA_STARTUP_SCRIPTS_PATH",
          remedy,
          () -> {
            for (var path : PathsHandler.splitAndResolveGlobs(paths)) {
              startup.attempt(
                  "the start-up script " + path, remedy, () -> run(Files.readString(path)));
            }
          });
    }
    var script = settings.script();
    if (script != null) {
      startup.attempt(
          "JJAVA_STARTUP_SCRIPT",
          "Correct the code in JJAVA_STARTUP_SCRIPT and restart the kernel.",
          () -> run(script));
    }
  }

  private void run(String code) {
    kernel.evalBuilder(code).resolveMagics().eval();
  }

  void waitUntilEnd() {
    connection.waitUntilClose();
  }

  /**
   * Ends the process, at once if what users hung onto its end takes long: after one cell JJava
   * 1.0a8 lives on for a minute, and with a thread of the user's for ever.
   */
  static void exit(int status) {
    Daemon.start(
        "alike-exit",
        () -> {
          Thread.sleep(LAST_MILLIS);
          Runtime.getRuntime().halt(status);
        });
    System.exit(status);
  }
}
