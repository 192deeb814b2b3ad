package alike.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import alike.engine.Backend;
import alike.model.Architecture;
import alike.model.Embeddings;
import alike.model.Network;
import alike.train.Cosine;
import alike.train.Sgd;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One linear layer and a softmax over classes, from zero. */
final class SoftmaxRegression implements AutoCloseable {

  private static final int BATCH = 512;

  private final Backend backend;
  private final int classes;
  private final Network layer;

  SoftmaxRegression(Backend backend, int width, int classes) {
    this.backend = backend;
    this.classes = classes;
    this.layer = Network.of(fromZero(classes), backend, 0, new Shape(1, width));
  }

  private static Architecture fromZero(int classes) {
    return new Architecture() {
      @Override
      public Block create() {
        return Linear.builder().setUnits(classes).build();
      }

      @Override
      public void prepare(Block block, RandomGenerator random) {
        block.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
      }
    };
  }

  void fit(Embeddings rows, int[] labels, int epochs, double rate, long seed) {
    var random = new SplittableRandom(seed);
    int batch = Math.min(BATCH, rows.size());
    int perEpoch = rows.size() / batch;
    var schedule = Cosine.warmup(0);
    try (var updates = Sgd.rate(rate).decay(0).start(backend, layer.trainable())) {
      for (int step = 0, epoch = 0; epoch < epochs; epoch++) {
        int[] order = shuffled(rows.size(), random);
        for (int i = 0; i < perEpoch; i++, step++) {
          learn(rows, labels, order, i * batch, batch);
          updates.step(rate * schedule.factor(step, (long) epochs * perEpoch));
        }
      }
    }
  }

  private void learn(Embeddings rows, int[] labels, int[] order, int from, int count) {
    var targets = new float[count * classes]; // one-hot
    for (int i = 0; i < count; i++) {
      targets[i * classes + labels[order[from + i]]] = 1f / count;
    }
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray inputs = gather(manager, rows, order, from, count);
      NDArray wanted = manager.create(targets, new Shape(count, classes));
      try (var tape = backend.record()) {
        NDArray logProbabilities = layer.forward(inputs, true).logSoftmax(1);
        tape.backward(logProbabilities.mul(wanted).sum().neg());
      }
    }
  }

  private static NDArray gather(
      NDManager manager, Embeddings rows, int[] order, int from, int count) {
    int width = rows.width();
    var values = new float[count * width];
    for (int i = 0; i < count; i++) {
      for (int column = 0; column < width; column++) {
        values[i * width + column] = rows.get(order[from + i], column);
      }
    }
    return manager.create(values, new Shape(count, width));
  }

  private static int[] shuffled(int size, RandomGenerator random) {
    var order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  int[] predict(Embeddings rows) {
    float[] logits = logits(rows);
    var predicted = new int[rows.size()];
    for (int i = 0; i < logits.length; i++) {
      int row = i / classes;
      if (logits[i] > logits[row * classes + predicted[row]]) {
        predicted[row] = i % classes;
      }
    }
    return predicted;
  }

  /** Returns one number for each row and class: the log-probability, but for a constant a row. */
  float[] logits(Embeddings rows) {
    return backend.evaluating(
        () -> {
          try (var manager = backend.open();
              var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return layer.forward(rows.in(manager), false).toFloatArray();
          }
        });
  }

  @Override
  public void close() {
    layer.close();
  }
}
