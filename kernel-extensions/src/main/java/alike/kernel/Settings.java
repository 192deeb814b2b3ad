package alike.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about the kernel: JJava's variables, where JJava has one.
 *
 * <p>{@code JJAVA_CLASSPATH}, {@code JJAVA_STARTUP_SCRIPTS_PATH}, {@code JJAVA_STARTUP_SCRIPT},
 * {@code JJAVA_COMPILER_OPTS}, {@code JJAVA_LOAD_EXTENSIONS} and {@code JJAVA_TIMEOUT} mean what
 * they mean to JJava; {@code ALIKE_INTERRUPT_GRACE} is how many seconds an interrupted cell has to
 * end by itself, 3 unless set.
 *
 * @param problems values that make no sense, each with its remedy
 */
record Settings(
    @Nullable String classPath,
    @Nullable String scriptPaths,
    @Nullable String script,
    List<String> compilerOptions,
    boolean extensions,
    Limit limit,
    Duration grace,
    List<String> problems) {
  private static final Pattern TIMEOUT = Pattern.compile("\\s*(\\d+)\\W*([A-Za-z]*)\\s*");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String VECTOR = "jdk.incubator.vector";

  /** How long one top-level statement may run; 0 for any time. */
  record Limit(long time, TimeUnit unit) {
    static final Limit NONE = new Limit(0, TimeUnit.MILLISECONDS);
  }

  static Settings of(Map<String, String> environment) {
    var problems = new ArrayList<String>();
    return new Settings(
        environment.get("JJAVA_CLASSPATH"),
        environment.get("JJAVA_STARTUP_SCRIPTS_PATH"),
        environment.get("JJAVA_STARTUP_SCRIPT"),
        options(environment.getOrDefault("JJAVA_COMPILER_OPTS", "")),
        flag(environment.get("JJAVA_LOAD_EXTENSIONS")),
        limit(environment.get("JJAVA_TIMEOUT"), problems),
        grace(environment.get("ALIKE_INTERRUPT_GRACE"), problems),
        List.copyOf(problems));
  }

  private static boolean flag(@Nullable String value) {
    return value == null
        || !List.of("", "0", "false").contains(value.strip().toLowerCase(Locale.ROOT));
  }

  private static List<String> options(String value) {
    var options = new ArrayList<String>();
    var words = WORD.matcher(value);
    while (words.find()) {
      options.add(words.group(1) != null ? words.group(1) : words.group(2));
    }
    if (ModuleLayer.boot().findModule(VECTOR).isPresent() && !value.contains(VECTOR)) {
      options.add("--add-modules");
      options.add(VECTOR);
    }
    return List.copyOf(options);
  }

  private static Limit limit(@Nullable String value, List<String> problems) {
    if (value == null || value.isBlank() || value.startsWith("-")) {
      return Limit.NONE;
    }
    var match = TIMEOUT.matcher(value);
    try {
      if (match.matches()) {
        var unit = match.group(2).isEmpty() ? "MILLISECONDS" : match.group(2);
        return new Limit(
            Long.parseLong(match.group(1)), TimeUnit.valueOf(unit.toUpperCase(Locale.ROOT)));
      }
    } catch (IllegalArgumentException e) {
      // told below, as a value of another shape is
    }
    problems.add(
        "JJAVA_TIMEOUT is '"
            + value
            + "', cells run without a limit. Write a number and a unit, as in '30 seconds', and"
            + " restart the kernel.");
    return Limit.NONE;
  }

  private static Duration grace(@Nullable String value, List<String> problems) {
    var standard = Duration.ofSeconds(3);
    if (value == null || value.isBlank()) {
      return standard;
    }
    try {
      return Duration.ofMillis(Math.max(0, Math.round(1000 * Double.parseDouble(value))));
    } catch (NumberFormatException e) {
      problems.add(
          "ALIKE_INTERRUPT_GRACE is '"
              + value
              + "', 3 seconds are used. Write a number of seconds and restart the kernel.");
      return standard;
    }
  }
}
