package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.Scalars;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A trained network with what its inputs must look like: turns images into representations. Owns
 * the network's values until it is closed.
 */
public final class Encoder implements AutoCloseable {

  private static final int CHUNK = 256; // images at a time: bounds the activations' memory

  private final String description;
  private final Network network;
  private final Augment augment;

  /**
   * Wraps a network.
   *
   * @param description what made it, for people
   * @param network takes [N, C, size, size]; closed with this
   * @param augment knows size and normalisation of its inputs
   */
  public Encoder(String description, Network network, Augment augment) {
    this.description = description;
    this.network = network;
    this.augment = augment;
  }

  /**
   * Returns an untrained encoder, the baseline that training must beat. Its weights are random; its
   * batch normalisation has seen the images, since without that its outputs would be meaningless.
   *
   * @param architecture what to make
   * @param images what the running statistics are taken from, 2 or more
   * @param seed decides the weights
   */
  public static Encoder random(Architecture architecture, ImageSet images, long seed) {
    var augment = Augment.simClr(images);
    var input = new Shape(1, images.channels(), augment.size(), augment.size());
    var network = Network.of(architecture, Engines.current(), seed, input);
    var encoder = new Encoder("random " + architecture, network, augment);
    encoder.settleStatistics(images);
    return encoder;
  }

  /**
   * Writes the encoder into one safetensors file that {@link #load} reads, on either engine. It
   * appears under its name when it is complete.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void save(Path file) {
    EncoderFile.save(this, file);
  }

  /**
   * Reads an encoder that {@link #save} wrote, onto the engine in use.
   *
   * @throws IllegalArgumentException if its architecture was a lambda or of one's own making
   * @throws UncheckedIOException if the file cannot be read or is damaged
   */
  public static Encoder load(Path file) {
    return EncoderFile.load(file, Optional.empty(), Optional.empty());
  }

  /**
   * Reads an encoder whose architecture and views are one's own.
   *
   * @param architecture the one that was trained
   * @param augment the one that it was trained with
   */
  public static Encoder load(Path file, Architecture architecture, Augment augment) {
    return EncoderFile.load(file, Optional.of(architecture), Optional.of(augment));
  }

  /** Returns a copy of the values, to start another training from. */
  public Weights weights() {
    return Weights.of(network, description);
  }

  /** Returns what made the encoder, for people. */
  public String description() {
    return description;
  }

  /** Returns the network, which this encoder owns. */
  public Network network() {
    return network;
  }

  /** Returns what made its views in training; knows size and normalisation of its inputs. */
  public Augment augment() {
    return augment;
  }

  /** Returns the width of the representations. */
  public int width() {
    return network.width();
  }

  /** Returns what the network is made of, with shapes and numbers, as a tree. */
  public Summary summary() {
    return network.summary();
  }

  /** Returns the engine that the network lives on. */
  public Backend backend() {
    return network.backend();
  }

  /**
   * Computes the representations of images as they are, in evaluation.
   *
   * @param images of the encoder's number of channels; other sizes are resized
   */
  public Embeddings embed(ImageSet images) {
    var values = new float[images.size() * width()];
    for (int from = 0; from < images.size(); from += CHUNK) {
      int start = from;
      int count = Math.min(CHUNK, images.size() - from);
      float[] rows = backend().evaluating(() -> forward(images, start, count));
      System.arraycopy(rows, 0, values, from * width(), rows.length);
    }
    return Embeddings.of(images, width(), values);
  }

  private float[] forward(ImageSet images, int from, int count) {
    try (var manager = backend().open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return network.forward(plain(manager, images, from, count), false).toFloatArray();
    }
  }

  private NDArray plain(NDManager manager, ImageSet images, int from, int count) {
    var shape = new Shape(count, images.channels(), augment.size(), augment.size());
    var bytes = ByteBuffer.allocateDirect((int) shape.size() * Float.BYTES);
    var floats = bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
    int each = (int) shape.size() / count;
    for (int i = 0; i < count; i++) {
      augment.plain(images, from + i, floats, i * each);
    }
    return manager.create(bytes, shape, DataType.FLOAT32);
  }

  // MXNet moves the running statistics in the backward pass alone, so there is one, of weight 0.
  private void settleStatistics(ImageSet images) {
    for (int pass = 0; pass < 40; pass++) {
      int count = Math.min(CHUNK, images.size());
      int from = pass * CHUNK % Math.max(1, images.size() - count + 1);
      try (var manager = backend().open();
          var scope = new NDScope();
          var tape = backend().record()) {
        scope.suppressNotUsedWarning();
        var input = plain(manager, images, from, count);
        tape.backward(Scalars.times(network.forward(input, true).sum(), 0f));
      }
    }
    var parameters = network.trainable().stream().map(parameter -> parameter.getArray()).toList();
    backend().clearGradients(parameters);
  }

  @Override
  public String toString() {
    return "Encoder[%s, %d numbers, %s]".formatted(description, width(), backend().name());
  }

  @Override
  public void close() {
    network.close();
  }
}
