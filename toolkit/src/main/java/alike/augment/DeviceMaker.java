package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.augment.Packing.Packed;
import alike.data.ImageSet;
import alike.engine.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the views of packed batches on the device. */
final class DeviceMaker implements AutoCloseable {

  /** Floats of an array at most, or one view: so the many arrays of a step stay small. */
  static final long MOST = 1 << 24;

  private final Backend backend;
  private final ImageSet images;
  private final long most;
  private final DeviceMath math;
  private final ViewLayout layout;
  private final List<ViewRun> runs;

  /**
   * Prepares pipelines of steps that {@link BatchSteps#know}.
   *
   * @param pipelines what makes each view
   */
  DeviceMaker(Backend backend, ImageSet images, List<Pipeline> pipelines, long most) {
    this.backend = backend;
    this.images = images;
    this.most = most;
    math = new DeviceMath(backend);
    layout =
        new ViewLayout(images.channels(), pipelines.stream().mapToInt(Pipeline::size).toArray());
    runs = ViewRun.of(pipelines, images, math);
  }

  /** Returns which views come, and of what size. */
  ViewLayout layout() {
    return layout;
  }

  /** Returns what prepares batches for this. */
  Packing packing(long seed) {
    return new Packing(images, runs, seed);
  }

  /** Makes all views: for each group one array [views·N, C, S, S], attached to the manager. */
  List<NDArray> make(NDManager manager, Packed packed) {
    int n = packed.size();
    var arrays = new ArrayList<NDArray>();
    for (var group : layout.groups()) {
      arrays.add(make(manager, packed, group.first() * n, group.end() * n));
    }
    return arrays;
  }

  /** Makes the views {@code from} to {@code to - 1}, counted through all images view by view. */
  NDArray make(NDManager manager, Packed packed, int from, int to) {
    requireOwn(manager);
    layout.holding(packed.size(), from, to); // or says why not
    return backend.evaluating(
        () -> {
          try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var parts = parts(manager, packed, from, to);
            NDArray all = parts.size() == 1 ? parts.head() : NDArrays.concat(parts);
            NDScope.unregister(all);
            return all;
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

  private NDList parts(NDManager manager, Packed packed, int from, int to) {
    int n = packed.size();
    boolean oneView = from / n == (to - 1) / n; // then the other images are not needed
    int low = oneView ? from % n : 0;
    int high = oneView ? low + to - from : n;
    var shape = new Shape(high - low, images.height(), images.width(), images.channels());
    NDArray pixels = manager.create(packed.pixels(low, high), shape, DataType.UINT8);
    var parts = new NDList();
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      int end = Math.min(to, run.end() * n);
      int step = (int) Math.max(1, Math.min(end, most / run.batch().floats()));
      for (int at = Math.max(from, run.first() * n); at < end; at += step) {
        int next = Math.min(end, at + step);
        int width = run.batch().numbers();
        int row = at - run.first() * n;
        var numbers =
            Arrays.copyOfRange(packed.numbers().get(i), row * width, (row + next - at) * width);
        var which = IntStream.range(at, next).mapToLong(view -> view % n - low).toArray();
        NDArray part = part(run, pixels, which, numbers);
        NDScope.register(part);
        parts.add(part);
      }
    }
    return parts;
  }

  /** Makes a view of each of these images. */
  private NDArray part(ViewRun run, NDArray pixels, long[] which, float[] drawn) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var manager = pixels.getManager();
      NDArray chosen = pixels.get(manager.create(which)); // [views, H, W, C]
      NDArray floats = chosen.toType(DataType.FLOAT32, false).div(math.number(255));
      NDArray numbers = manager.create(drawn, new Shape(which.length, run.batch().numbers()));
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
