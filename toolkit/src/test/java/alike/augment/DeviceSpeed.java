package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Engines;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Prints how fast the views of batches are there on the device of an engine, made by threads or by
 * the device itself, and how far both are apart: {@code DeviceSpeed PyTorch 256 5}. Run it by hand,
 * nothing depends on the numbers.
 *
 * <p>Nothing trains meanwhile. In a training, threads work beside the device, while views that the
 * device makes take its time.
 */
final class DeviceSpeed {

  private static final int VIEWS = 2;
  private static final int ROUNDS = 3;

  private final Backend backend;
  private final int batch;
  private final double seconds;

  private DeviceSpeed(Backend backend, int batch, double seconds) {
    this.backend = backend;
    this.batch = batch;
    this.seconds = seconds;
  }

  /** Takes an engine, the images of a batch (default 256) and seconds for each number (5). */
  public static void main(String[] arguments) {
    Engines.use(arguments[0]);
    int batch = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
    double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 5;
    var speed = new DeviceSpeed(Engines.current(), batch, seconds);
    System.out.printf(
        "%s; batches of %d images, %d views each; best of %d rounds of %.0f s%n",
        Engines.describe(), batch, VIEWS, ROUNDS, seconds);
    System.out.printf(
        "%-22s %12s %12s %16s %16s %12s%n",
        "SimCLR's views of", "threads", "device", "threads", "device", "apart by");
    System.out.printf(
        "%-22s %12s %12s %16s %16s %12s%n",
        "", "images/s", "images/s", "CPU µs a view", "CPU µs a view", "grey levels");
    speed.measure(28, 1);
    speed.measure(32, 3);
    speed.measure(96, 3);
    speed.measure(224, 3);
  }

  private void measure(int size, int channels) {
    var images = noise(size, channels, 2 * batch);
    var pipeline = Augment.simClr(size).with(new Normalize(List.of(0.5), List.of(1.0)));
    try (var threads =
            ViewBatches.builder(images, pipeline)
                .batch(batch)
                .views(VIEWS)
                .threads(Engines.threads())
                .build();
        var device =
            DeviceViews.builder(backend, images, pipeline).batch(batch).views(VIEWS).build()) {
      double apart = apart(threads, device, size, channels);
      var best = new Rate[] {Rate.NONE, Rate.NONE};
      for (int round = 0; round < ROUNDS; round++) {
        best[0] = best[0].or(rate(epoch -> byThreads(threads, epoch, size, channels)));
        best[1] = best[1].or(rate(epoch -> byDevice(device, epoch)));
      }
      System.out.printf(
          Locale.ROOT,
          "%-22s %,12.0f %,12.0f %16.2f %16.2f %12.4f%n",
          "%d×%d×%d".formatted(size, size, channels),
          best[0].images(),
          best[1].images(),
          best[0].cpu(),
          best[1].cpu(),
          apart);
    }
  }

  /** Images a second, and microseconds of processor time a view. */
  private record Rate(double images, double cpu) {

    static final Rate NONE = new Rate(0, 0);

    Rate or(Rate other) {
      return other.images > images ? other : this;
    }
  }

  /** Makes the views of an epoch. */
  private interface Epoch {
    void make(int epoch);
  }

  private Rate rate(Epoch work) {
    work.make(0);
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long start = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    int epochs = 0;
    do {
      epochs++;
      work.make(epochs);
    } while (System.nanoTime() - start < seconds * 1e9);
    double images = (double) epochs * 2 * batch;
    return new Rate(
        images / (System.nanoTime() - start) * 1e9,
        (system.getProcessCpuTime() - cpu) * 1e-3 / images / VIEWS);
  }

  private void byThreads(ViewBatches threads, int epoch, int size, int channels) {
    for (var views : threads.epoch(epoch)) {
      try (views;
          var manager = backend.open()) {
        waitFor(uploaded(manager, views, size, channels));
      }
    }
  }

  private void byDevice(DeviceViews device, int epoch) {
    for (var views : device.epoch(epoch)) {
      try (var manager = backend.open()) {
        waitFor(views.make(manager).get(0));
      }
    }
  }

  private static NDArray uploaded(NDManager manager, ViewBatch views, int size, int channels) {
    var shape = new Shape((long) views.views() * views.size(), channels, size, size);
    return manager.create(views.bytes(), shape, DataType.FLOAT32);
  }

  /** Reads a number: what was queued on the device is done then. */
  private static void waitFor(NDArray views) {
    if (Float.isNaN(views.get(new NDIndex(0, 0, 0, 0)).toFloatArray()[0])) {
      throw new IllegalStateException("A view holds NaN.");
    }
  }

  private double apart(ViewBatches threads, DeviceViews device, int size, int channels) {
    try (var expected = threads.epoch(0).iterator().next();
        var manager = backend.open()) {
      float[] ours = device.epoch(0).iterator().next().make(manager).get(0).toFloatArray();
      float[] theirs = uploaded(manager, expected, size, channels).toFloatArray();
      return 255
          * IntStream.range(0, ours.length)
              .mapToDouble(i -> Math.abs((double) ours[i] - theirs[i]))
              .max()
              .orElseThrow();
    }
  }

  private static ImageSet noise(int size, int channels, int count) {
    var pixels = new byte[count * size * size * channels];
    new Random(1).nextBytes(pixels);
    return ImageSet.of("noise", size, size, channels, pixels, new int[count], List.of("noise"));
  }
}
