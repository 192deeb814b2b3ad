package alike.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;

/**
 * What happens before the first cell, by JJava's environment variables. JJava dies of a script, an
 * extension or a class path that fails, and Jupyter shows only "Kernel died"; here the kernel
 * starts, and its first cell tells what failed.
 */
final class Startup {

  private static final String VECTOR_MODULE = "--add-modules jdk.incubator.vector";

  private final List<String> problems = new ArrayList<>();

  /** Something that may fail. */
  @FunctionalInterface
  interface Part {
    void run() throws IOException;
  }

  /** Does a part of the start; a failure is noted with its remedy. */
  void attempt(String what, String remedy, Part part) {
    try {
      part.run();
    } catch (IOException
        | RuntimeException
        | LinkageError
        | AssertionError
        | StackOverflowError e) {
      problems.add("%s failed: %s. %s".formatted(what, e, remedy));
      System.err.println("alike: " + problems.get(problems.size() - 1));
    }
  }

  /** Returns the noted failures, once. */
  synchronized List<String> takeProblems() {
    var taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  boolean extensionsEnabled() {
    String value = System.getenv("JJAVA_LOAD_EXTENSIONS");
    return value == null
        || !List.of("", "0", "false").contains(value.strip().toLowerCase(java.util.Locale.ROOT));
  }

  /** Returns javac's options for cells; by default they may use the vector module. */
  List<String> compilerOptions() {
    String options = System.getenv().getOrDefault("JJAVA_COMPILER_OPTS", VECTOR_MODULE).strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  /** Adds JJava's own magics, the deprecated ones too: notebooks use them. */
  @SuppressWarnings("removal")
  AlikeKernel.Builder magics(AlikeKernel.Builder builder) {
    var maven = new MavenDependencyResolver();
    var time = new TimeMagic();
    return builder
        .lineMagic("load", new LoadMagic())
        .lineMagic("classpath", new ClasspathMagic())
        .lineMagic("jars", new org.dflib.jjava.kernel.magics.JarsMagic())
        .lineMagic("time", time)
        .cellMagic("time", time)
        .lineMagic("maven", new MavenMagic(maven))
        .lineMagic("mavenRepo", new MavenRepoMagic(maven))
        .lineMagic(
            "addMavenDependency", new org.dflib.jjava.maven.magics.AddMavenDependencyMagic(maven))
        .lineMagic("loadFromPOM", new LoadFromPomLineMagic(maven))
        .cellMagic("loadFromPOM", new LoadFromPomCellMagic(maven));
  }

  /** Loads JJAVA_CLASSPATH and runs the start-up scripts. */
  void run(AlikeKernel kernel) {
    attempt(
        "JJAVA_CLASSPATH",
        "Correct its paths: a glob needs an existing folder.",
        () -> kernel.addToClasspath(System.getenv("JJAVA_CLASSPATH")));
    String paths = System.getenv("JJAVA_STARTUP_SCRIPTS_PATH");
    if (paths != null && !paths.isBlank()) {
      attempt(
          "JJAVA_STARTUP_SCRIPTS_PATH",
          "Correct its paths.",
          () -> {
            for (var path : PathsHandler.splitAndResolveGlobs(paths)) {
              if (Files.isRegularFile(path)) {
                script(kernel, path.toString(), Files.readString(path));
              }
            }
          });
    }
    String code = System.getenv("JJAVA_STARTUP_SCRIPT");
    if (code != null) {
      script(kernel, "JJAVA_STARTUP_SCRIPT", code);
    }
  }

  private void script(AlikeKernel kernel, String name, String code) {
    attempt(
        "The start-up script " + name,
        "Correct the script and restart the kernel.",
        () -> kernel.evalBuilder(code).resolveMagics().eval());
  }
}
