package alike;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Numbers that established libraries computed, from the folder that the system property {@code
 * alike.reference} names, else from the resources.
 */
public final class Reference {

  private Reference() {}

  /** Reads a file of reference numbers. */
  public static JsonNode file(String name) {
    try (var stream = open(name)) {
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    var folder = System.getProperty("alike.reference", "");
    return folder.isEmpty()
        ? Objects.requireNonNull(Reference.class.getResourceAsStream("/reference/" + name), name)
        : Files.newInputStream(Path.of(folder, name));
  }

  /** Returns a matrix row by row. */
  public static float[] floats(JsonNode matrix) {
    int width = matrix.get(0).size();
    var values = new float[matrix.size() * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) matrix.get(i / width).get(i % width).asDouble();
    }
    return values;
  }

  /** Returns a list of whole numbers. */
  public static int[] ints(JsonNode list) {
    var values = new int[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).asInt();
    }
    return values;
  }
}
