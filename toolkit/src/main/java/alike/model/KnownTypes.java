package alike.model;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The records and enums of some packages of the library, by their simple names: {@code ResNet},
 * {@code Schedule.Constant}.
 */
record KnownTypes(List<String> packages) {

  /** Returns a type's name without its package; of a nested type with those around it. */
  static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  /** Returns the record or enum of a name. */
  Optional<Class<?>> find(String name) {
    if (!name.matches("[A-Z]\\w*(\\.[A-Z]\\w*)*")) {
      return Optional.empty();
    }
    return packages.stream()
        .flatMap(room -> load(room + "." + name.replace('.', '$')).stream())
        .findFirst();
  }

  private static Optional<Class<?>> load(String name) {
    try {
      Class<?> type = Class.forName(name, false, KnownTypes.class.getClassLoader());
      return type.isRecord() || type.isEnum() ? Optional.of(type) : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Returns the names of all that are of a type, for messages. */
  List<String> all(Class<?> type) {
    var names = new TreeSet<String>();
    for (var room : packages) {
      for (var file : files(room.replace('.', '/'))) {
        var name = file.replaceFirst("\\.class$", "").replace('$', '.');
        find(name).filter(type::isAssignableFrom).ifPresent(found -> names.add(name));
      }
    }
    return List.copyOf(names);
  }

  /** Returns the names of the class files of a package, in a folder or in a jar. */
  private static List<String> files(String folder) {
    try {
      var place = KnownTypes.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      if (Files.isDirectory(Path.of(place))) {
        return files(Path.of(place).resolve(folder));
      }
      try (var jar = FileSystems.newFileSystem(URI.create("jar:" + place), Map.of())) {
        return files(jar.getPath(folder));
      }
    } catch (IOException | URISyntaxException | RuntimeException e) {
      return List.of(); // the message is less helpful, the refusal stands
    }
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class"))
              .toList());
    }
  }
}
