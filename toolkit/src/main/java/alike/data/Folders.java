package alike.data;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where data sets are looked for.
 *
 * @param set the set's name, as folders bear it
 * @param candidates the folders, the first that has the set is used
 */
record Folders(String set, List<Path> candidates) {

  Folders {
    candidates = List.copyOf(candidates);
  }

  static Folders of(String set) {
    var given = System.getenv("ALIKE_DATA");
    return of(
        set,
        given == null ? "" : given.replaceFirst("^~(?=/|$)", System.getProperty("user.home")),
        Path.of(System.getProperty("user.home"), ".alike", "data"),
        Path.of("/usr/share/datasets"));
  }

  static Folders of(String set, String given, Path home, Path packages) {
    var candidates = new ArrayList<Path>();
    if (!given.isBlank()) {
      candidates.add(Path.of(given, set));
      candidates.add(Path.of(given));
    }
    candidates.add(home.resolve(set));
    candidates.add(packages.resolve(set));
    return new Folders(set, candidates);
  }

  /** Returns the first folder with this file, packed or not. */
  Path first(String file) {
    for (var folder : candidates) {
      if (Files.exists(folder.resolve(file)) || Files.exists(folder.resolve(file + ".gz"))) {
        return folder;
      }
    }
    var message =
        "%s was not found (looked for %s.gz in %s). Run `environment/data %s`, which fetches it, or name the folder in ALIKE_DATA."
            .formatted(
                set,
                file,
                candidates.stream().map(Path::toString).collect(Collectors.joining(", ")),
                set);
    throw new UncheckedIOException(message, new FileNotFoundException(message));
  }

  /** Returns the advice on damaged or missing files. */
  static String fetch(Path folder) {
    return "Run `environment/data fashion-mnist` to fetch the files again, or mend %s."
        .formatted(folder);
  }
}
