package alike.engine;

import java.util.Optional;

/**
 * Finds the classes that compute with the JDK's Vector API. They are compiled apart ({@code
 * src/vector}) and loaded by name, since a JVM without {@code --add-modules jdk.incubator.vector}
 * cannot load them; everything works without them, only slower.
 */
public final class Simd {

  private static final String MODULE = "jdk.incubator.vector";

  private Simd() {}

  /** Returns whether this JVM was started with the module of the Vector API. */
  public static boolean available() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /**
   * Returns a new object of a class on the Vector API, or nothing where the module is missing.
   *
   * @param kind what the class implements
   * @param name the class's full name; it has a constructor without arguments
   */
  public static <T> Optional<T> load(Class<T> kind, String name) {
    if (!available()) {
      return Optional.empty();
    }
    try {
      var constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return Optional.of(kind.cast(constructor.newInstance()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s cannot be made".formatted(name), e);
    }
  }
}
