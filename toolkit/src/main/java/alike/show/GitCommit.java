package alike.show;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which commit a working folder stands on, read from git's own files. */
final class GitCommit {

  private static final String HASH = "[0-9a-f]{40}|[0-9a-f]{64}";

  private GitCommit() {}

  /** Returns the commit of the folder that this JVM was started in. */
  static Optional<String> here() {
    return of(Path.of("").toAbsolutePath());
  }

  /** Returns the commit of the repository around a folder; nothing outside of any. */
  static Optional<String> of(Path folder) {
    for (var at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return read(at.resolve(".git"));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> read(Path git) {
    try {
      var folder = git;
      if (Files.isRegularFile(git)) { // a work tree of its own, or a submodule
        folder = git.resolveSibling(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
      }
      var head = Files.readString(folder.resolve("HEAD")).strip();
      return head.startsWith("ref: ")
          ? branch(folder, head.substring("ref: ".length()))
          : Optional.of(head).filter(hash -> hash.matches(HASH));
    } catch (IOException e) {
      return Optional.empty(); // a figure is worth saving without
    }
  }

  private static Optional<String> branch(Path folder, String name) throws IOException {
    var shared = folder.resolve("commondir");
    var common = Files.exists(shared) ? folder.resolve(Files.readString(shared).strip()) : folder;
    var loose = common.resolve(name);
    if (Files.exists(loose)) {
      return Optional.of(Files.readString(loose).strip()).filter(hash -> hash.matches(HASH));
    }
    var packed = common.resolve("packed-refs");
    if (!Files.exists(packed)) {
      return Optional.empty();
    }
    return Files.readAllLines(packed).stream()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .filter(hash -> hash.matches(HASH))
        .findFirst();
  }
}
