package alike.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/**
 * Starts the kernel: {@code java … alike.kernel.Main CONNECTION_FILE}.
 *
 * <p>With {@code --train-cds} in place of the file it opens no connection, runs some typical cells
 * and exits, so that {@code -XX:ArchiveClassesAtExit} can write what a notebook loads.
 */
public final class Main {

  private static final String PINNED = "1.0a8";

  private Main() {}

  /** Runs until the front end shuts the kernel down. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("java.util.logging.config.class", Quiet.class.getName());
    if (arguments.length != 1) {
      fail(
          "Usage: alike.kernel.Main CONNECTION_FILE. Jupyter starts it; environment/notebook does.");
    }
    checkPin();
    var kernel = AlikeKernel.create();
    kernel.start();
    if (arguments[0].equals("--train-cds")) {
      Warmup.run(kernel);
      System.exit(0); // not halt: only an orderly exit writes the archive
    }
    serve(kernel, Path.of(arguments[0]));
    Runtime.getRuntime().halt(0); // JJava's threads would keep the JVM for a minute
  }

  private static void serve(AlikeKernel kernel, Path file) throws Exception {
    if (!Files.isRegularFile(file)) {
      fail(
          "The connection file %s does not exist. Start the kernel through Jupyter."
              .formatted(file));
    }
    var connection = new Connection(KernelConnectionProperties.parse(Files.readString(file)));
    kernel.becomeHandlerForConnection(connection);
    ParentWatch.start();
    connection.connect();
    connection.waitUntilClose();
  }

  /** Our overrides mend one version's behaviour, and JJava's API moves between its alphas. */
  private static void checkPin() throws IOException {
    var pom = "/META-INF/maven/org.dflib.jjava/jjava-distro/pom.properties";
    try (var in = Main.class.getResourceAsStream(pom)) {
      var properties = new java.util.Properties();
      if (in != null) {
        properties.load(in);
      }
      String version = properties.getProperty("version", PINNED);
      if (!version.replace("-", "").equals(PINNED)) {
        fail(
            "JJava %s is on the class path, this kernel needs %s. Run environment/setup."
                .formatted(version, PINNED));
      }
    }
  }

  private static void fail(String message) {
    System.err.println("alike: " + message);
    System.exit(1);
  }

  /** Keeps JJava's log off the server's terminal, warnings apart. */
  public static final class Quiet {

    /** Called by {@link java.util.logging.LogManager}. */
    public Quiet() {
      java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    }
  }
}
