package alike.train;

import alike.model.SettingsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A run on the disk: {@code run.json} says what it is, {@code metrics.jsonl} holds its figures,
 * {@code checkpoints} its checkpoints by their steps.
 *
 * @param disk does the writing
 * @param path the folder
 */
record RunFolder(Disk disk, Path path) {

  private static final String ABOUT = "run.json";

  /**
   * Makes the folder of a new run, which appears with {@code run.json} in it; a name that is taken
   * gets a number behind it.
   */
  static RunFolder create(Disk disk, Path store, String id, ObjectNode about) {
    try {
      var path = store.resolve(id);
      for (int i = 2; Files.exists(path); i++) {
        path = store.resolve(id + "-" + i);
      }
      var half = new RunFolder(disk, store.resolve(".half-" + path.getFileName()));
      disk.folder(half.checkpoints());
      half.write(about);
      disk.rename(half.path, path);
      return new RunFolder(disk, path);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No run can be stored in %s. Give a folder that can be written, or train without store."
              .formatted(store.toAbsolutePath()),
          e);
    }
  }

  /** Returns the folder of a run that is there. */
  static RunFolder open(Disk disk, Path path) {
    if (!Files.isRegularFile(path.resolve(ABOUT))) {
      throw new IllegalArgumentException(
          "%s is no run: it has no %s. Give the folder of one run, Path.of(store, id).%s"
              .formatted(path, ABOUT, runsIn(path)));
    }
    return new RunFolder(disk, path);
  }

  private static String runsIn(Path store) {
    try (Stream<Path> all = Files.list(store)) {
      var runs =
          all.filter(run -> Files.exists(run.resolve(ABOUT)))
              .map(run -> run.getFileName().toString())
              .sorted()
              .toList();
      return runs.isEmpty() ? "" : " It holds the runs %s.".formatted(runs);
    } catch (IOException e) {
      return "";
    }
  }

  String id() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  Path checkpoint(long step) {
    return checkpoints().resolve(Long.toString(step));
  }

  JsonNode about() {
    try {
      return SettingsJson.tree(Files.readString(path.resolve(ABOUT)));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(path.resolve(ABOUT)), e);
    }
  }

  void write(ObjectNode about) throws IOException {
    byte[] text = (about.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    var half = path.resolve("." + ABOUT);
    disk.write(half, out -> out.write(text));
    disk.rename(half, path.resolve(ABOUT));
  }

  /** Holds the run for this process until the lock is closed; empty where locks do not work. */
  Optional<FileChannel> lock() {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return Optional.of(channel);
      }
    } catch (OverlappingFileLockException e) {
      // this process trains it
    } catch (IOException e) {
      return Optional.empty();
    }
    close(channel);
    throw new IllegalStateException(
        "Run %s is being trained now, by this process or another. Wait for its end, or stop it."
            .formatted(path));
  }

  static void close(java.io.@org.jspecify.annotations.Nullable Closeable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the steps of all checkpoints, the newest first, damaged or not. */
  List<Long> steps() throws IOException {
    try (Stream<Path> all = Files.list(checkpoints())) {
      return all.map(each -> each.getFileName().toString())
          .filter(name -> name.matches("[0-9]{1,18}"))
          .map(Long::valueOf)
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /**
   * Returns the newest checkpoint that is sound; empty if there is none.
   *
   * @param warn hears of each that is damaged
   */
  Optional<Checkpoint> newest(Consumer<String> warn) {
    try {
      for (long step : steps()) {
        try {
          return Optional.of(Checkpoint.sound(checkpoint(step)));
        } catch (IOException e) {
          warn.accept(
              "Checkpoint %d of %s is damaged (%s): the one before it is taken."
                  .formatted(step, id(), e.getMessage()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(checkpoints()), e);
    }
  }

  /** Returns the sound checkpoint with the highest value of a figure; empty if none has it. */
  Optional<Checkpoint> best(String figure) throws IOException {
    Optional<Checkpoint> best = Optional.empty();
    for (long step : steps()) {
      var found = readable(step);
      if (found.isPresent() && found.get().figure(figure) >= value(best, figure)) { // NaN is not
        best = found;
      }
    }
    return best;
  }

  private static double value(Optional<Checkpoint> checkpoint, String figure) {
    return checkpoint.map(found -> found.figure(figure)).orElse(Double.NEGATIVE_INFINITY);
  }

  private Optional<Checkpoint> readable(long step) {
    try {
      return Optional.of(Checkpoint.open(checkpoint(step)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Deletes all checkpoints but the newest ones and the best one. */
  void keepOnly(int last, Optional<String> figure) throws IOException {
    var steps = new ArrayList<>(steps());
    steps.subList(0, Math.min(last, steps.size())).clear();
    if (figure.isPresent()) {
      best(figure.get()).ifPresent(best -> steps.remove(best.position().step()));
    }
    for (long step : steps) {
      discard(disk, checkpoint(step));
    }
  }

  /** Deletes what was left half done; checkpoints after a step, being damaged, are set aside. */
  void tidy(long step) throws IOException {
    for (long later : steps()) {
      if (later > step) {
        var aside = checkpoints().resolve("damaged-" + later);
        disk.delete(aside);
        disk.rename(checkpoint(later), aside);
      }
    }
    try (Stream<Path> all = Files.list(checkpoints())) {
      for (var each : all.filter(file -> file.getFileName().toString().startsWith(".")).toList()) {
        disk.delete(each);
      }
    }
  }

  /** Deletes a checkpoint so that it is never seen with a part of its files. */
  static void discard(Disk disk, Path checkpoint) throws IOException {
    var old = checkpoint.resolveSibling(".old-" + checkpoint.getFileName());
    disk.delete(old);
    disk.rename(checkpoint, old);
    disk.delete(old);
  }
}
