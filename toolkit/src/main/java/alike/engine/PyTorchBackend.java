package alike.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** PyTorch on the first GPU if its libraries see one, else on the CPU. */
record PyTorchBackend(Engine engine, Device device, Precision precision, TorchUnits torch)
    implements Backend {

  static PyTorchBackend of(Engine engine) {
    // A driver alone is not enough: the library for CPUs sees no GPU, and arrays there would fail.
    boolean cuda = engine.getGpuCount() > 0 && engine.hasCapability(StandardCapabilities.CUDA);
    var device = cuda ? Device.gpu() : Device.cpu();
    var torch = new TorchUnits(engine.newBaseManager(device)); // lives as long as the engine
    return new PyTorchBackend(engine, device, Precision.FLOAT32, torch);
  }

  @Override
  public Backend with(Precision value) {
    return value == precision ? this : new PyTorchBackend(engine, device, value, torch);
  }

  @Override
  public NDArray images(NDArray images, boolean training) {
    return torch.images(images, training ? precision : Precision.FLOAT32);
  }

  @Override
  public NDArray numbers(NDArray array, boolean training) {
    return training && precision == Precision.BFLOAT16 ? torch.numbers(array) : array;
  }

  @Override
  public Optional<ConvolutionUnits> units() {
    return Optional.of(torch);
  }

  @Override
  public String name() {
    return "PyTorch";
  }

  @Override
  public String version() {
    return engine.getVersion();
  }

  @Override
  public NDManager open() {
    return engine.newBaseManager(device);
  }

  @Override
  public void seed(long seed) {
    engine.setRandomSeed(Long.hashCode(seed));
  }

  @Override
  public boolean seedsAtOnce() {
    return true;
  }

  @Override
  public Tape record() {
    boolean before = JniUtils.isGradMode();
    return new CollectorTape(engine.newGradientCollector(), () -> JniUtils.setGradMode(before));
  }

  @Override
  public <T> T evaluating(Supplier<T> work) {
    boolean before = JniUtils.isGradMode(); // new threads start with gradients on
    JniUtils.setGradMode(false);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  @Override
  public <T> T teaching(Supplier<T> work) {
    return evaluating(work); // the mode of each layer is an argument of its forward pass
  }

  @Override
  public boolean recording() {
    return JniUtils.isGradMode();
  }

  @Override
  public void read(NDArray array, float[] to) {
    var unused = floats(array).get(to);
  }

  @Override
  public NDArray create(NDManager manager, float[] numbers, Shape shape) {
    if (manager.getDevice().isGpu()) {
      return manager.create(numbers, shape);
    }
    var array = manager.create(shape); // DJL's own copy would wait for the garbage collector
    var unused = floats(array).put(numbers);
    return array;
  }

  @Override
  public NDArray product(NDArray array, float[] numbers) {
    var flat = new Shape(numbers.length);
    return array.reshape(flat).dot(create(array.getManager(), numbers, flat));
  }

  @Override
  public NDArray revalued(NDArray scalar, float value) {
    if (scalar.getDevice().isGpu()) {
      return scalar.sub(scalar.stopGradient()).add(value);
    }
    var unused = floats(scalar).put(0, value);
    return scalar;
  }

  /** Returns the array's own memory on the CPU, a copy from a GPU. */
  private static FloatBuffer floats(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public void clearGradients(List<NDArray> arrays) {
    for (var array : arrays) {
      JniUtils.zeroGrad((PtNDArray) array);
    }
  }

  @Override
  public void adding(List<NDArray> arrays, Runnable backward) {
    backward.run();
  }

  @Override
  public void await() {
    // The CPU computes at once; on a GPU the next read of a value waits.
  }
}
