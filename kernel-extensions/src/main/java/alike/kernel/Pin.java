package alike.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The one version of JJava whose gaps this package knows. */
final class Pin {
  static final String VERSION = "1.0a8";
  private static final String PROPERTIES =
      "/META-INF/maven/org.dflib.jjava/jjava-distro/pom.properties";
  private static final String MAVEN_VERSION = "1.0-a8"; // the same, as its own build writes it

  private Pin() {}

  /**
   * Returns what is wrong with the class path, in one line with the remedy; nothing if it is right.
   */
  static Optional<String> problem() {
    var found = found();
    return found.equals(MAVEN_VERSION) ? Optional.empty() : Optional.of(problem(found));
  }

  static String problem(String found) {
    return "The kernel needs JJava "
        + VERSION
        + " and found "
        + (found.isEmpty() ? "none" : found)
        + " on the class path. Run environment/setup again, or install it: pip install jjava=="
        + VERSION;
  }

  private static String found() {
    try (var in = Pin.class.getResourceAsStream(PROPERTIES)) {
      if (in == null) {
        return "";
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(PROPERTIES, e);
    }
  }
}
