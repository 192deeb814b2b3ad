package alike.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.mxnet.engine.MxGradientCollector;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import java.util.List;
import java.util.function.Supplier;

/** MXNet on the CPU; no native library of it for GPUs is published. */
record MxNetBackend(Engine engine) implements Backend {

  @Override
  public String name() {
    return "MXNet";
  }

  @Override
  public String version() {
    return engine.getVersion();
  }

  @Override
  public Device device() {
    return Device.cpu();
  }

  @Override
  public Backend with(Precision precision) {
    if (precision != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "MXNet computes in FLOAT32 alone, got %s. Call Engines.use(\"PyTorch\") first, or leave the precision out."
              .formatted(precision));
    }
    return this;
  }

  @Override
  public NDManager open() {
    return engine.newBaseManager(device());
  }

  @Override
  public void seed(long seed) {
    engine.setRandomSeed(Long.hashCode(seed));
  }

  @Override
  public boolean seedsAtOnce() {
    return false;
  }

  @Override
  public Tape record() {
    return new CollectorTape(engine.newGradientCollector(), () -> {});
  }

  @Override
  public <T> T evaluating(Supplier<T> work) {
    return unrecorded(false, work);
  }

  @Override
  public <T> T teaching(Supplier<T> work) {
    return unrecorded(true, work);
  }

  private static <T> T unrecorded(boolean training, Supplier<T> work) {
    boolean recordedBefore = MxGradientCollector.setRecording(false);
    boolean trainedBefore = MxGradientCollector.setTraining(training);
    try {
      return work.get();
    } finally {
      var unused = MxGradientCollector.setTraining(trainedBefore);
      unused = MxGradientCollector.setRecording(recordedBefore);
    }
  }

  @Override
  public boolean recording() {
    return MxGradientCollector.isRecording();
  }

  @Override
  public void read(NDArray array, float[] to) {
    if (to.length > 0) {
      MxNetMemory.read(array, to);
    }
  }

  @Override
  public NDArray create(NDManager manager, float[] numbers, Shape shape) {
    var array = manager.create(shape);
    if (numbers.length > 0) {
      MxNetMemory.write(array, numbers);
    }
    return array;
  }

  // One operation where reshaping, multiplying and adding up were three, each of them slower.
  @Override
  public NDArray product(NDArray array, float[] numbers) {
    var manager = array.getManager();
    var all = new PairList<String, Object>();
    all.add("axes", array.getShape().dimension());
    var factors = create(manager, numbers, array.getShape());
    return manager
        .invoke("_npi_tensordot_int_axes", new NDList(array, factors), all)
        .singletonOrThrow();
  }

  // Queued like any operation, but not recorded: to wait for the scalar would take longer.
  @Override
  public NDArray revalued(NDArray scalar, float value) {
    var of = new PairList<String, Object>();
    of.add("shape", scalar.getShape());
    of.add("value", value);
    of.add("dtype", "float32");
    boolean recordedBefore = MxGradientCollector.setRecording(false);
    scalar.getManager().invoke("_npi_full", new NDArray[0], new NDArray[] {scalar}, of);
    var unused = MxGradientCollector.setRecording(recordedBefore);
    return scalar;
  }

  @Override
  public void clearGradients(List<NDArray> arrays) {
    // The next backward pass overwrites them.
  }

  @Override
  public void adding(List<NDArray> arrays, Runnable backward) {
    var before = arrays.stream().map(MxNetBackend::copyOfGradient).toList();
    backward.run();
    for (int i = 0; i < before.size(); i++) {
      try (var gradient = arrays.get(i).getGradient();
          var earlier = before.get(i)) {
        var unused = gradient.addi(earlier);
      }
    }
  }

  private static NDArray copyOfGradient(NDArray array) {
    try (var gradient = array.getGradient()) {
      return gradient.duplicate();
    }
  }

  @Override
  public void await() {
    JnaUtils.waitAll();
  }
}
