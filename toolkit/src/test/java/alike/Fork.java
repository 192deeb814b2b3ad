package alike;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A {@code main} to be run in a JVM of its own, for what is decided once in the life of a process.
 *
 * @param program the class with the main
 * @param options of the JVM
 * @param variables of the environment, beside the inherited ones
 * @param jars which parts of the class path the JVM gets
 */
public record Fork(
    Class<?> program, List<String> options, Map<String, String> variables, Predicate<Path> jars) {

  /** What a JVM wrote, and the status that it ended with. */
  public record Ended(int status, String output) {

    /** Returns what the program wrote behind a word at the start of a line. */
    public String value(String word) {
      return output
          .lines()
          .filter(line -> line.startsWith(word + " "))
          .map(line -> line.substring(word.length() + 1))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no line \"" + word + "\" in:\n" + output));
    }
  }

  /** Returns a program to be run with the class path of the tests. */
  public static Fork of(Class<?> program) {
    return new Fork(program, List.of("-Djava.awt.headless=true"), Map.of(), jar -> true);
  }

  /** Returns a copy with further options of the JVM. */
  public Fork options(String... values) {
    var all = new ArrayList<>(options);
    all.addAll(Arrays.asList(values));
    return new Fork(program, List.copyOf(all), variables, jars);
  }

  /** Returns a copy with a variable in its environment. */
  public Fork variable(String name, String value) {
    var all = new TreeMap<>(variables);
    all.put(name, value);
    return new Fork(program, options, Map.copyOf(all), jars);
  }

  /** Returns a copy that lacks jars whose names start so. */
  public Fork without(String start) {
    return new Fork(
        program,
        options,
        variables,
        jars.and(jar -> !jar.getFileName().toString().startsWith(start)));
  }

  /** Runs the program to its end. */
  public Ended run(String... arguments) {
    try {
      var process = start(arguments);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts the program; what it writes comes as its input stream. */
  public Process start(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(Arrays.asList(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(
            name -> name.matches("(ALIKE|OMP|PYTORCH|MALLOC)_.*") && !variables.containsKey(name));
    builder.environment().putAll(variables);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> jars.test(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
