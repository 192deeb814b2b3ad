package alike.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  /** Masked CRC-32C of the bytes 0 … 31 and of no bytes, by the table of RFC 3720. */
  @Test
  void records_have_the_check_sums_of_the_format() throws IOException {
    var bytes = written();

    var first = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(first.getLong(0)).isEqualTo(24);
    assertThat(first.getInt(8)).isEqualTo(masked(new byte[] {24, 0, 0, 0, 0, 0, 0, 0}));
  }

  private static int masked(byte[] bytes) {
    int crc = ~0; // bit by bit, Castagnoli's polynomial
    for (byte each : bytes) {
      crc ^= each & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78;
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  @Test
  void every_figure_is_a_scalar_of_its_step() throws IOException {
    var records = records(written());

    assertThat(records).hasSize(4);
    assertThat(new String(records.get(0), StandardCharsets.UTF_8)).contains("brain.Event:2");
    var last = ByteBuffer.wrap(records.get(3)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(last.get(0)).as("time").isEqualTo((byte) 0x09);
    assertThat(last.get(9)).as("step").isEqualTo((byte) 0x10);
    assertThat(last.get(10) & 0xff).isEqualTo((300 & 0x7f) | 0x80);
    assertThat(last.get(11)).isEqualTo((byte) (300 >> 7));
    assertThat(new String(records.get(3), StandardCharsets.UTF_8)).contains("loss");
    assertThat(last.getFloat(records.get(3).length - 4)).isEqualTo(0.25f);
  }

  /** Returns the file of a run with three values, told in two moments. */
  private byte[] written() throws IOException {
    var board = TensorBoard.into(folder);
    var metrics = new Metrics();
    metrics.add("loss", 1, 2.5);
    metrics.add("rate", 1, 0.1);
    board.on(progress(metrics));
    metrics.add("loss", 300, 0.25);
    board.on(progress(metrics));
    board.on(progress(metrics));
    try (var files = Files.list(folder.resolve("run"))) {
      return Files.readAllBytes(files.findFirst().orElseThrow());
    }
  }

  private static Progress progress(Metrics metrics) {
    return new Progress("run", "", Progress.State.TRAINING, 0, 1, 1, 2, 1, 1, 1, metrics, "");
  }

  private static List<byte[]> records(byte[] bytes) {
    var records = new ArrayList<byte[]>();
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      var record = new byte[(int) buffer.getLong()];
      buffer.getInt();
      buffer.get(record);
      assertThat(buffer.getInt()).isEqualTo(masked(record));
      records.add(record);
    }
    return records;
  }
}
