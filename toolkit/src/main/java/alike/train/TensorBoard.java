package alike.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes the figures of every run as TensorBoard's event files, {@code FOLDER/RUN/events.out.…}: a
 * scalar a figure and step. The format is a few lines, and every writer of it for Java that is
 * published brings TensorFlow with it.
 *
 * <pre>{@code
 * pretrain.listener(TensorBoard.into(Path.of("logs")))   // tensorboard --logdir logs
 * }</pre>
 */
public final class TensorBoard implements Listener {

  private static final int MASK = 0xa282ead8;

  private final Path folder;
  private final Map<String, Integer> written = new HashMap<>();
  private String run = "";
  private Path file;

  private TensorBoard(Path folder) {
    this.folder = folder;
    this.file = folder;
  }

  /** Returns a listener that writes into a folder, which is made if it is not there. */
  public static TensorBoard into(Path folder) {
    return new TensorBoard(folder);
  }

  @Override
  public void on(Progress progress) {
    try {
      if (!progress.run().equals(run)) {
        start(progress.run());
      }
      var events = new ByteArrayOutputStream();
      for (var name : progress.metrics().names()) {
        var series = progress.metrics().series(name);
        for (int i = written.getOrDefault(name, 0); i < series.size(); i++) {
          record(events, scalar(name, series.step(i), series.value(i)));
        }
        written.put(name, series.size());
      }
      if (events.size() > 0) {
        append(events.toByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("TensorBoard's file %s cannot be written".formatted(file), e);
    }
  }

  private void start(String name) throws IOException {
    run = name;
    written.clear();
    Files.createDirectories(folder.resolve(name));
    var time = "%010d".formatted(System.currentTimeMillis() / 1000);
    file = folder.resolve(name).resolve("events.out.tfevents." + time + ".alike");
    var first = new ByteArrayOutputStream();
    var version = new Message().time().text(3, "brain.Event:2");
    record(first, version.bytes());
    append(first.toByteArray());
  }

  private void append(byte[] bytes) throws IOException {
    try (var out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(bytes);
    }
  }

  private static byte[] scalar(String name, long step, double value) {
    var figure = new Message().text(1, name).number(2, (float) value);
    var summary = new Message().part(1, figure.bytes());
    return new Message().time().whole(2, step).part(5, summary.bytes()).bytes();
  }

  /** Writes one record: its length, the length's check sum, the bytes, their check sum. */
  private static void record(OutputStream out, byte[] bytes) throws IOException {
    byte[] length = little(Long.BYTES).putLong(bytes.length).array();
    out.write(length);
    out.write(checkSum(length));
    out.write(bytes);
    out.write(checkSum(bytes));
  }

  private static byte[] checkSum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    int sum = (int) crc.getValue();
    return little(Integer.BYTES).putInt(Integer.rotateRight(sum, 15) + MASK).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A message of protocol buffers, field by field. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message time() {
      tag(1, 1);
      out.writeBytes(little(Double.BYTES).putDouble(System.currentTimeMillis() / 1e3).array());
      return this;
    }

    Message whole(int field, long value) {
      tag(field, 0);
      varint(value);
      return this;
    }

    Message number(int field, float value) {
      tag(field, 5);
      out.writeBytes(little(Float.BYTES).putFloat(value).array());
      return this;
    }

    Message text(int field, String value) {
      return part(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message part(int field, byte[] bytes) {
      tag(field, 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    private void tag(int field, int kind) {
      out.write(field << 3 | kind);
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }

  @Override
  public String toString() {
    return "TensorBoard.into(Path.of(\"%s\"))".formatted(folder);
  }
}
