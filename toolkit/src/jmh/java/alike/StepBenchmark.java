package alike;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.augment.ViewBatches;
import alike.data.FashionMnist;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.loss.NtXent;
import alike.method.Learner;
import alike.method.Method;
import alike.method.Moment;
import alike.method.SimClr;
import alike.method.Views;
import alike.model.ConvNet;
import alike.optimize.AdamW;
import alike.optimize.Optimizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The two halves of a training step of the quickstart: making the views, and learning from them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class StepBenchmark {

  private static final int BATCH = 128;
  private static final Moment MOMENT = new Moment(0, 1, 0, 1);
  private static final Shape SHAPE = new Shape(2 * BATCH, 1, 28, 28);

  @Param({"MXNet", "PyTorch"})
  String engine;

  private final ImageSet images = FashionMnist.mini().train();
  private final Augment augment = Augment.simClr(28);
  private ByteBuffer buffer;
  private Backend backend;
  private Learner learner;
  private Optimizer.Updates updates;

  @Setup
  public void start() {
    backend = Engines.backend(engine);
    var method = SimClr.loss(NtXent.temperature(0.1));
    learner =
        method.start(new Method.Start(ConvNet.small(), backend, 7, images, augment, BATCH));
    var parameters =
        learner.networks().values().stream()
            .flatMap(network -> network.trainable().stream())
            .toList();
    updates = AdamW.rate(1e-3).start(backend, parameters);
    buffer =
        ByteBuffer.allocateDirect((int) SHAPE.size() * Float.BYTES).order(ByteOrder.nativeOrder());
    fill();
  }

  private void fill() {
    var floats = buffer.asFloatBuffer();
    for (int i = 0; i < 2 * BATCH; i++) {
      augment.apply(images, i % BATCH, 7, 0, i / BATCH, floats, i * 784);
    }
  }

  /** Makes 2 × 128 views of 28 × 28 on one thread. */
  @Benchmark
  public ByteBuffer views() {
    fill();
    return buffer;
  }

  /** Learns from 2 × 128 views: forward, backward, AdamW. */
  @Benchmark
  public float step() {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var pixels = manager.create(buffer.duplicate(), SHAPE, DataType.FLOAT32);
      float value;
      try (var tape = backend.record()) {
        var loss = learner.loss(Views.of(pixels, 2, new int[BATCH], new int[BATCH], MOMENT));
        tape.backward(loss);
        value = loss.getFloat();
      }
      updates.step(1e-3);
      return value;
    }
  }

  /** Makes and hands over batches as training does: two threads, one batch ahead. */
  @Benchmark
  public int batches() {
    int count = 0;
    try (var batches = ViewBatches.builder(images.first(1024), augment).batch(BATCH).build()) {
      for (var batch : batches.epoch(0)) {
        try (batch) {
          count += batch.size();
        }
      }
    }
    return count;
  }

  @TearDown
  public void stop() {
    updates.close();
    learner.encoder().close();
    learner.close();
  }
}
