package alike.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.mxnet.engine.MxGradientCollector;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Memory;
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

  // Through memory that is given back at once: DJL's own buffers wait for the garbage collector.
  @Override
  public float[] read(NDArray array) {
    var numbers = new float[Math.toIntExact(array.size())];
    try (var memory = memory(numbers.length)) {
      JnaUtils.syncCopyToCPU(((MxNDArray) array).getHandle(), memory, numbers.length);
      memory.read(0, numbers, 0, numbers.length);
    }
    return numbers;
  }

  @Override
  public NDArray create(NDManager manager, float[] numbers, Shape shape) {
    var array = manager.create(shape);
    try (var memory = memory(numbers.length)) {
      memory.write(0, numbers, 0, numbers.length);
      array.set(memory.getByteBuffer(0, memory.size()));
    }
    return array;
  }

  private static Memory memory(int floats) {
    return new Memory((long) floats * Float.BYTES);
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
