package alike.train;

import alike.engine.Backend;
import alike.model.SettingsJson;
import alike.model.State;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Map;

/**
 * A training at one step, on the disk: the arrays and a manifest with the position, the length and
 * SHA-256 of every file, and its own.
 *
 * @param folder where it lies
 * @param manifest what it says
 */
record Checkpoint(Path folder, JsonNode manifest) {

  private static final String ARRAYS = "arrays.safetensors";
  private static final String MANIFEST = "manifest.json";
  private static final String DIGEST = "sha256";

  /**
   * Writes a checkpoint under a name that counts for nothing, then gives it its own.
   *
   * @param folder where it will lie; what lies there is replaced
   * @param position where the training stands
   * @param metrics where the metrics stand
   * @param figures what the last epoch measured
   */
  static void write(
      Disk disk,
      Path folder,
      State state,
      Position position,
      ObjectNode metrics,
      Map<String, Double> figures)
      throws IOException {
    var half = folder.resolveSibling(".half-" + folder.getFileName());
    disk.delete(half);
    disk.folder(half);
    var digest = Digests.start();
    disk.write(half.resolve(ARRAYS), out -> state.write(new DigestOutputStream(out, digest)));
    var manifest = SettingsJson.object();
    manifest.put("format", 1).put("step", position.step()).put("epoch", position.epoch());
    manifest.put("batches", position.batches()).put("epochStart", position.epochStart());
    manifest.set("metrics", metrics);
    var measured = manifest.putObject("figures");
    figures.forEach((name, value) -> MetricsLog.put(measured, name, value));
    var file = manifest.putObject("files").putObject(ARRAYS);
    file.put("bytes", Files.size(half.resolve(ARRAYS)));
    file.put(DIGEST, Digests.hex(digest.digest()));
    manifest.put(DIGEST, digest(manifest));
    byte[] text = manifest.toPrettyString().getBytes(StandardCharsets.UTF_8);
    disk.write(half.resolve(MANIFEST), out -> out.write(text));
    disk.sync(half);
    if (Files.exists(folder)) {
      RunFolder.discard(disk, folder);
    }
    disk.rename(half, folder);
  }

  private static String digest(JsonNode manifest) {
    var rest = ((ObjectNode) manifest).deepCopy();
    rest.remove(DIGEST);
    return Digests.of(rest.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a checkpoint's manifest.
   *
   * @throws IOException if it cannot be read or is damaged
   */
  static Checkpoint open(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(MANIFEST))) {
      throw new IOException(MANIFEST + " is missing");
    }
    JsonNode manifest;
    try {
      manifest = SettingsJson.tree(Files.readString(folder.resolve(MANIFEST)));
    } catch (IllegalArgumentException e) {
      throw new IOException(MANIFEST + " is no JSON", e);
    }
    if (!(manifest instanceof ObjectNode)
        || !digest(manifest).equals(manifest.path(DIGEST).asText())) {
      throw new IOException(MANIFEST + " was changed: its SHA-256 differs");
    }
    return new Checkpoint(folder, manifest);
  }

  /** Reads and checks a checkpoint with all its files. */
  static Checkpoint sound(Path folder) throws IOException {
    var found = open(folder);
    for (var file : found.manifest.path("files").properties()) {
      found.check(folder.resolve(file.getKey()), file.getValue());
    }
    return found;
  }

  private void check(Path file, JsonNode wanted) throws IOException {
    if (!Files.exists(file) || Files.size(file) != wanted.path("bytes").asLong()) {
      throw new IOException(file.getFileName() + " is missing or cut");
    }
    var digest = Digests.start();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      var buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // only the digest counts
      }
    }
    if (!Digests.hex(digest.digest()).equals(wanted.path(DIGEST).asText())) {
      throw new IOException(file.getFileName() + " was changed: its SHA-256 differs");
    }
  }

  Position position() {
    return new Position(
        manifest.path("epoch").asInt(),
        manifest.path("batches").asInt(),
        manifest.path("step").asLong(),
        manifest.path("epochStart").asLong());
  }

  JsonNode metrics() {
    return manifest.path("metrics");
  }

  /** Returns a figure of the epoch that it ends; NaN if there is none. */
  double figure(String name) {
    return manifest.path("figures").path(name).asDouble(Double.NaN);
  }

  /** Reads the arrays onto an engine; the caller closes them. */
  State state(Backend backend) throws IOException {
    return State.read(folder.resolve(ARRAYS), backend);
  }

  /** Returns the names of the files, for messages. */
  @Override
  public String toString() {
    var files = new ArrayList<String>();
    manifest.path("files").fieldNames().forEachRemaining(files::add);
    return "%s: %s".formatted(folder, files);
  }
}
