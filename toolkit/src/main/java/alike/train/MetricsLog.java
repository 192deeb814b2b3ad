package alike.train;

import alike.model.SettingsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The figures of a run as lines of JSON, one a step and one an epoch. What cannot be written waits
 * in memory until it can.
 */
final class MetricsLog implements Metrics.Sink {

  private final Disk disk;
  private final Path file;
  private final MessageDigest digest;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private ObjectNode line = SettingsJson.object();
  private long written;
  private boolean uncertain;

  private MetricsLog(Disk disk, Path file, MessageDigest digest, long written) {
    this.disk = disk;
    this.file = file;
    this.digest = digest;
    this.written = written;
  }

  /** Starts an empty log. */
  static MetricsLog create(Disk disk, Path file) throws IOException {
    disk.write(file, out -> {});
    return new MetricsLog(disk, file, Digests.start(), 0);
  }

  /**
   * Takes up a log where a checkpoint stands: what was appended after it is cut off.
   *
   * @throws IOException if the file has changed since, or cannot be read
   */
  static MetricsLog resume(Disk disk, Path file, JsonNode position) throws IOException {
    byte[] known = prefix(file, position);
    disk.cut(file, known.length);
    var digest = Digests.start();
    digest.update(known);
    return new MetricsLog(disk, file, digest, known.length);
  }

  private static byte[] prefix(Path file, JsonNode position) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int length = Math.toIntExact(position.path("bytes").asLong());
    byte[] known = Arrays.copyOf(all, Math.min(length, all.length));
    if (all.length < length || !Digests.of(known).equals(position.path("sha256").asText())) {
      throw new IOException(file + " was changed: its SHA-256 differs");
    }
    return known;
  }

  /** Replaces a damaged file by figures that were read from it. */
  static MetricsLog replace(Disk disk, Path file, Metrics metrics) throws IOException {
    var log = create(disk, file);
    metrics.replay(log);
    log.flush();
    return log;
  }

  @Override
  public void add(String name, long step, double value) {
    if (line.has(name) || line.path("step").asLong(step) != step) {
      end();
    }
    if (line.isEmpty()) {
      line.put("step", step);
    }
    put(line, name, value);
  }

  /** Ends the line. */
  void end() {
    if (!line.isEmpty()) {
      waiting.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
      line = SettingsJson.object();
    }
  }

  /** Writes what waits. */
  void flush() throws IOException {
    end();
    if (uncertain) {
      disk.cut(file, written);
    }
    uncertain = true;
    byte[] bytes = waiting.toByteArray();
    disk.append(file, bytes);
    uncertain = false;
    digest.update(bytes);
    written += bytes.length;
    waiting.reset();
  }

  /** Brings everything onto the disk and returns where it ends. */
  ObjectNode position() throws IOException {
    flush();
    disk.sync(file);
    return SettingsJson.object().put("bytes", written).put("sha256", Digests.soFar(digest));
  }

  static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.put(name, Double.toString(value));
    }
  }

  /** Returns what can be read of a file that may not even be there. */
  static Metrics readable(Path file, long last) {
    try {
      return read(file, last);
    } catch (IOException e) {
      return new Metrics();
    }
  }

  /**
   * Reads the figures until a step; a line that is damaged is left out.
   *
   * @param last the last step that counts
   */
  static Metrics read(Path file, long last) throws IOException {
    var metrics = new Metrics();
    var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (var line : text.lines().toList()) {
      try {
        var node = SettingsJson.tree(line);
        long step = node.path("step").asLong(Long.MAX_VALUE);
        if (step <= last) {
          for (var figure : node.properties()) {
            if (!figure.getKey().equals("step")) {
              metrics.add(figure.getKey(), step, value(figure.getValue()));
            }
          }
        }
      } catch (IllegalArgumentException e) {
        // the end of a file that was cut short
      }
    }
    return metrics;
  }

  private static double value(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asText());
  }
}
