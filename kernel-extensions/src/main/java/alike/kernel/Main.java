package alike.kernel;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts the kernel "Java (Alike)".
 *
 * <pre>{@code
 * java --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED --add-modules jdk.incubator.vector
 *     -cp <jjava.jar>:<all jars> alike.kernel.Main {connection_file}
 * }</pre>
 *
 * <p>With {@code --train-cds} in place of the connection file it starts a kernel that no client
 * knows, runs typical cells in it and exits: called with {@code -XX:ArchiveClassesAtExit=FILE} and
 * otherwise the same options and class path, this writes the class-data archive that {@code
 * -XX:SharedArchiveFile=FILE} maps at the next start.
 */
public final class Main {
  private static final String TRAIN = "--train-cds";

  private Main() {}

  /**
   * Runs the kernel until its client ends it.
   *
   * @param args the connection file, or {@code --train-cds}
   * @throws Exception if the sockets cannot be opened
   */
  public static void main(String[] args) throws Exception {
    var problem = Pin.problem();
    if (problem.isPresent()) {
      fail(problem.get());
    }
    if (args.length == 1 && args[0].equals(TRAIN)) {
      Training.run(System.err);
      System.exit(0); // and not halt: only an exit writes the archive
    }
    if (args.length != 1 || !Files.isReadable(Path.of(args[0]))) {
      fail(
          "Name a connection file that can be read, or "
              + TRAIN
              + ". Jupyter does: choose the"
              + " kernel \"Java (Alike)\" there.");
    }
    var launch = Launch.of(Path.of(args[0]));
    launch.connect();
    ParentWatch.start(System.getenv());
    Daemon.start("alike-startup", launch::prepare);
    launch.waitUntilEnd();
    Launch.exit(0);
  }

  private static void fail(String problem) {
    System.err.println(problem);
    System.exit(1);
  }
}
