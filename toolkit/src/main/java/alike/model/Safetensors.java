package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.engine.Engines;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Arrays in the safetensors format: the length of a JSON header (8 bytes), the header, the numbers,
 * all little-endian. Float32, float64, int32 and int64 arrays are written. DJL's own writer has no
 * place for a file's description and leaves the copies that it makes to the garbage collector.
 *
 * @param arrays by name, in the order of the file
 * @param description what the file says of itself
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
record Safetensors(Map<String, NDArray> arrays, Map<String, String> description) {

  private static final String DESCRIPTION = "__metadata__";
  private static final int MOST_HEADER = 100 << 20; // bytes, the format's own bound

  /** Writes everything; the stream stays open. */
  void write(OutputStream out) throws IOException {
    byte[] header = header();
    out.write(bytes(Long.BYTES).putLong(header.length).array());
    out.write(header);
    for (var array : arrays.values()) {
      out.write(numbers(array));
    }
  }

  private byte[] header() {
    var json = SettingsJson.object();
    if (!description.isEmpty()) {
      var facts = json.putObject(DESCRIPTION);
      description.forEach(facts::put);
    }
    long at = 0;
    for (var entry : arrays.entrySet()) {
      var array = entry.getValue();
      long end = at + array.size() * array.getDataType().getNumOfBytes();
      var about = json.putObject(entry.getKey()).put("dtype", name(array.getDataType()));
      var shape = about.putArray("shape");
      LongStream.of(array.getShape().getShape()).forEach(shape::add);
      about.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    var text = json.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8);
  }

  private static String name(DataType type) {
    return switch (type) {
      case FLOAT32 -> "F32";
      case FLOAT64 -> "F64";
      case INT32 -> "I32";
      case INT64 -> "I64";
      default ->
          throw new IllegalArgumentException(
              "An array of %s cannot be saved: only float32, float64, int32 and int64 can."
                  .formatted(type));
    };
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] numbers(NDArray array) {
    var numbers = new byte[Math.toIntExact(array.size() * array.getDataType().getNumOfBytes())];
    var bytes = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
    if (array.size() > 0) {
      switch (array.getDataType()) {
        case FLOAT32 -> bytes.asFloatBuffer().put(Engines.of(array).read(array));
        case FLOAT64 -> bytes.asDoubleBuffer().put(array.toDoubleArray());
        case INT32 -> bytes.asIntBuffer().put(array.toIntArray());
        default -> bytes.asLongBuffer().put(array.toLongArray());
      }
    }
    return numbers;
  }

  /**
   * Reads a file.
   *
   * @param manager owns the arrays
   * @throws IOException if it cannot be read, or is no file of this format
   */
  static Safetensors read(Path file, NDManager manager) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      long length =
          ByteBuffer.wrap(exactly(in, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 2 || length > MOST_HEADER) {
        throw new IOException("%s is no safetensors file.".formatted(file));
      }
      var text = new String(exactly(in, (int) length), StandardCharsets.UTF_8);
      var description = new LinkedHashMap<String, String>();
      var arrays = new LinkedHashMap<String, NDArray>();
      for (var entry : inOrder(SettingsJson.tree(text))) {
        arrays.put(entry.getKey(), array(in, entry.getValue(), manager));
      }
      for (var fact : SettingsJson.tree(text).path(DESCRIPTION).properties()) {
        description.put(fact.getKey(), fact.getValue().asText());
      }
      return new Safetensors(arrays, description);
    } catch (IllegalArgumentException | EOFException e) {
      throw new IOException("%s is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Copies the values of a network by their names. */
  void into(Network network, Path file) {
    for (var target : network.arrays().entrySet()) {
      var source = arrays.get(target.getKey());
      if (source == null || !source.getShape().equals(target.getValue().getShape())) {
        throw new IllegalArgumentException(
            "%s has \"%s\" as %s, the network needs the shape %s. Give the architecture that was trained."
                .formatted(
                    file,
                    target.getKey(),
                    source == null ? "nothing" : source.getShape(),
                    target.getValue().getShape()));
      }
      source.copyTo(target.getValue());
    }
  }

  private static byte[] exactly(DataInputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("it ends early");
    }
    return bytes;
  }

  private static List<Map.Entry<String, JsonNode>> inOrder(JsonNode header) {
    var entries = new ArrayList<>(header.properties());
    entries.removeIf(entry -> entry.getKey().equals(DESCRIPTION));
    entries.sort((a, b) -> Long.compare(offset(a.getValue(), 0), offset(b.getValue(), 0)));
    return entries;
  }

  private static long offset(JsonNode about, int which) {
    return about.path("data_offsets").path(which).asLong();
  }

  private static NDArray array(DataInputStream in, JsonNode about, NDManager manager)
      throws IOException {
    var sizes = new ArrayList<Long>();
    about.path("shape").forEach(size -> sizes.add(size.asLong()));
    var shape = new Shape(sizes);
    int count = Math.toIntExact(offset(about, 1) - offset(about, 0));
    var bytes = ByteBuffer.wrap(exactly(in, count)).order(ByteOrder.LITTLE_ENDIAN);
    int size = Math.toIntExact(shape.size());
    switch (about.path("dtype").asText()) {
      case "F32" -> {
        var values = new float[size];
        var unused = bytes.asFloatBuffer().get(values);
        return size == 0 ? manager.create(values, shape) : created(manager, values, shape);
      }
      case "F64" -> {
        var values = new double[size];
        var unused = bytes.asDoubleBuffer().get(values);
        return manager.create(values, shape);
      }
      case "I32" -> {
        var values = new int[size];
        var unused = bytes.asIntBuffer().get(values);
        return manager.create(values, shape);
      }
      case "I64" -> {
        var values = new long[size];
        var unused = bytes.asLongBuffer().get(values);
        return manager.create(values, shape);
      }
      default -> throw new IOException("arrays of %s are not read".formatted(about.path("dtype")));
    }
  }

  private static NDArray created(NDManager manager, float[] values, Shape shape) {
    return Engines.backend(manager.getEngine().getEngineName()).create(manager, values, shape);
  }
}
