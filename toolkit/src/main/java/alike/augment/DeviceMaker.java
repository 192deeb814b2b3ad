package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.data.ImageSet;
import alike.engine.Backend;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Draws the views of a batch on the processor, in any thread, and makes them on the device. */
final class DeviceMaker implements AutoCloseable {

  /** Floats of an array at most, or one view: so the many arrays of a step stay small. */
  static final long MOST = 1 << 24;

  private final Backend backend;
  private final ImageSet images;
  private final long seed;
  private final long most;
  private final DeviceMath math;
  private final List<Run> runs = new ArrayList<>();

  /** Consecutive views of one pipeline, which are made together. */
  private record Run(Pipeline pipeline, BatchPipeline batch, int first, int views) {}

  /**
   * A batch on its way to the device.
   *
   * @param indices the images' places in the set
   * @param pixels their bytes, N × H × W × C
   * @param numbers what was drawn: for each run of views a table of a row a view and image
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared: lives for one step
  record Packed(int[] indices, ByteBuffer pixels, List<float[]> numbers) {}

  /**
   * Prepares pipelines that are known.
   *
   * @param pipelines what makes each view
   */
  DeviceMaker(Backend backend, ImageSet images, List<Pipeline> pipelines, long seed, long most) {
    this.backend = backend;
    this.images = images;
    this.seed = seed;
    this.most = most;
    math = new DeviceMath(backend);
    for (int view = 0; view < pipelines.size(); ) {
      var pipeline = pipelines.get(view);
      int end = view + 1;
      while (end < pipelines.size() && pipelines.get(end).equals(pipeline)) {
        end++;
      }
      var batch = new BatchPipeline(pipeline.steps(), images, math);
      runs.add(new Run(pipeline, batch, view, end - view));
      view = end;
    }
  }

  /** Returns room for the pixels of a batch, or says that no buffer is that large. */
  ByteBuffer buffer(int batch) {
    long bytes = (long) batch * imageLength();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d images of %d×%d×%d are %d bytes, but a buffer holds 2^31 - 1. Choose a smaller batch."
              .formatted(batch, images.height(), images.width(), images.channels(), bytes));
    }
    return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
  }

  private int imageLength() {
    return images.height() * images.width() * images.channels();
  }

  /** Draws what is done to each image, and copies the pixels into the buffer. */
  Packed pack(int epoch, int[] indices, ByteBuffer buffer) {
    var image = new byte[imageLength()];
    for (int i = 0; i < indices.length; i++) {
      images.copy(indices[i], image, 0);
      buffer.put(i * image.length, image);
    }
    var numbers = runs.stream().map(run -> draw(run, epoch, indices)).toList();
    return new Packed(indices, buffer.slice(0, indices.length * image.length), numbers);
  }

  private float[] draw(Run run, int epoch, int[] indices) {
    var table = new float[run.views() * indices.length * run.batch().numbers()];
    int at = 0;
    for (int view = run.first(); view < run.first() + run.views(); view++) {
      for (int index : indices) {
        run.batch().draw(index, seed, epoch, view, table, at);
        at += run.batch().numbers();
      }
    }
    return table;
  }

  /** Makes the views: for each size one array [V·N, C, S, S], attached to the manager. */
  List<NDArray> make(NDManager manager, Packed packed) {
    requireOwn(manager);
    return backend.evaluating(
        () -> {
          try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            int n = packed.indices().length;
            var shape = new Shape(n, images.height(), images.width(), images.channels());
            NDArray pixels = manager.create(packed.pixels(), shape, DataType.UINT8);
            return groups(pixels, packed.numbers());
          }
        });
  }

  private void requireOwn(NDManager manager) {
    var engine = manager.getEngine().getEngineName();
    if (!engine.equals(backend.name()) || !manager.getDevice().equals(backend.device())) {
      throw new IllegalArgumentException(
          "These views are made by %s on %s, got a manager of %s on %s. Open one with the backend's open()."
              .formatted(backend.name(), backend.device(), engine, manager.getDevice()));
    }
  }

  private List<NDArray> groups(NDArray pixels, List<float[]> numbers) {
    var groups = new ArrayList<NDArray>();
    var parts = new NDList();
    for (int i = 0; i < runs.size(); i++) {
      addParts(parts, runs.get(i), pixels, numbers.get(i));
      int size = runs.get(i).pipeline().size();
      if (i == runs.size() - 1 || runs.get(i + 1).pipeline().size() != size) {
        NDArray group = parts.size() == 1 ? parts.head() : NDArrays.concat(parts);
        NDScope.unregister(group);
        groups.add(group);
        parts.clear();
      }
    }
    return groups;
  }

  private void addParts(NDList parts, Run run, NDArray pixels, float[] numbers) {
    int width = run.batch().numbers();
    int views = numbers.length / width;
    int step = (int) Math.max(1, most / run.batch().floats());
    for (int from = 0; from < views; from += step) {
      int to = Math.min(views, from + step);
      var drawn = Arrays.copyOfRange(numbers, from * width, to * width);
      NDArray part = part(run, pixels, from, to, drawn);
      NDScope.register(part);
      parts.add(part);
    }
  }

  /** Makes the views {@code from} to {@code to - 1}, counted through all images view by view. */
  private NDArray part(Run run, NDArray pixels, int from, int to, float[] drawn) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var manager = pixels.getManager();
      long n = pixels.getShape().get(0);
      var which = LongStream.range(from, to).map(view -> view % n).toArray();
      NDArray chosen = pixels.get(manager.create(which)); // [to - from, H, W, C]
      NDArray floats = chosen.toType(DataType.FLOAT32, false).div(math.number(255));
      NDArray numbers = manager.create(drawn, new Shape(to - from, run.batch().numbers()));
      NDArray part = run.batch().apply(floats.transpose(0, 3, 1, 2), numbers);
      NDScope.unregister(part);
      return part;
    }
  }

  @Override
  public void close() {
    math.close();
  }
}
