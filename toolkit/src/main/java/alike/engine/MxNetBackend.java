package alike.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.mxnet.engine.MxGradientCollector;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

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
  public NDManager open() {
    return engine.newBaseManager(device());
  }

  @Override
  public void seed(long seed) {
    engine.setRandomSeed(Long.hashCode(seed));
  }

  @Override
  public Tape record() {
    var collector = engine.newGradientCollector();
    return new Tape() {
      @Override
      public void backward(NDArray loss) {
        collector.backward(loss);
      }

      @Override
      public void close() {
        collector.close();
      }
    };
  }

  @Override
  public Mode evaluation() {
    return mode(false);
  }

  @Override
  public Mode teaching() {
    return mode(true);
  }

  private static Mode mode(boolean training) {
    boolean recordedBefore = MxGradientCollector.setRecording(false);
    boolean trainedBefore = MxGradientCollector.setTraining(training);
    return () -> {
      var unused = MxGradientCollector.setTraining(trainedBefore);
      unused = MxGradientCollector.setRecording(recordedBefore);
    };
  }

  @Override
  public void clearGradients(List<NDArray> arrays) {
    // The next backward pass overwrites them.
  }

  @Override
  public void await() {
    JnaUtils.waitAll();
  }
}
