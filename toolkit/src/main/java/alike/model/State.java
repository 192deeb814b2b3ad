package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named numbers, in the order in which they were put: what a training carries from one step to the
 * next, on its way to a file or back. Arrays that are put stay their owner's; what is made for the
 * state lives until it is closed.
 */
public final class State implements AutoCloseable {

  private final NDManager manager;
  private final String prefix;
  private final Map<String, NDArray> arrays;

  private State(NDManager manager, String prefix, Map<String, NDArray> arrays) {
    this.manager = manager;
    this.prefix = prefix;
    this.arrays = arrays;
  }

  /** Returns an empty state whose own arrays live on an engine. */
  public static State on(Backend backend) {
    return new State(backend.open(), "", new LinkedHashMap<>());
  }

  /**
   * Returns this state as seen by one part of a training: its names are written with the part's
   * name and a dot before them. Closing it does nothing.
   */
  public State part(String name) {
    return new State(manager, prefix + name + ".", arrays);
  }

  /** Puts an array of any shape; it is neither copied nor owned. */
  public void put(String name, NDArray array) {
    if (arrays.putIfAbsent(prefix + name, array) != null) {
      throw new IllegalArgumentException(
          "The state has \"%s\" already. Give each array a name of its own."
              .formatted(prefix + name));
    }
  }

  /** Puts whole numbers; copied. */
  public void put(String name, long... numbers) {
    put(name, manager.create(numbers, new Shape(numbers.length)));
  }

  /** Puts numbers; copied. */
  public void put(String name, float... numbers) {
    put(name, manager.create(numbers, new Shape(numbers.length)));
  }

  /** Puts all values of a network, running statistics included, under its name. */
  public void put(String name, Network network) {
    var part = part(name);
    network.arrays().forEach(part::put);
  }

  /** Returns whether there is something of this name. */
  public boolean has(String name) {
    return arrays.containsKey(prefix + name);
  }

  /**
   * Returns an array by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public NDArray get(String name) {
    var array = arrays.get(prefix + name);
    if (array == null) {
      throw new IllegalArgumentException(
          "The state has no \"%s\"; it holds %s. It was written by another method or version."
              .formatted(prefix + name, arrays.keySet()));
    }
    return array;
  }

  /** Returns the whole numbers of a name. */
  public long[] longs(String name) {
    return get(name).toLongArray();
  }

  /** Returns the numbers of a name. */
  public float[] floats(String name) {
    return get(name).toFloatArray();
  }

  /**
   * Copies an array's values into another one of its shape.
   *
   * @throws IllegalArgumentException if there is none of this name, or it has another shape
   */
  public void into(String name, NDArray target) {
    var array = get(name);
    if (!array.getShape().equals(target.getShape())) {
      throw new IllegalArgumentException(
          "\"%s\" has the shape %s in the state, %s in the training. Train with the settings that wrote it."
              .formatted(prefix + name, array.getShape(), target.getShape()));
    }
    array.copyTo(target);
  }

  /** Copies all values of a network that was put under a name. */
  public void into(String name, Network network) {
    var part = part(name);
    network.arrays().forEach(part::into);
  }

  /** Writes everything as a safetensors file; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    new Safetensors(arrays, Map.of()).write(out);
  }

  /**
   * Reads what {@link #write} wrote; what is read lives until the state is closed.
   *
   * @throws IOException if the file cannot be read or is damaged
   */
  public static State read(Path file, Backend backend) throws IOException {
    var manager = backend.open();
    try {
      return new State(manager, "", Safetensors.read(file, manager).arrays());
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Returns everything by its full name, in order. */
  public Map<String, NDArray> arrays() {
    return Collections.unmodifiableMap(arrays);
  }

  /** Frees what was made for the state; a part frees nothing. */
  @Override
  public void close() {
    if (prefix.isEmpty()) {
      manager.close();
    }
  }
}
