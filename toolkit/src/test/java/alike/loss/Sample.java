package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Graded;
import alike.engine.Scalars;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * Embeddings of a batch outside any engine.
 *
 * @param views V
 * @param images N
 * @param width D
 * @param numbers V × N × D
 * @param labels N, or none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sample(int views, int images, int width, float[] numbers, int[] labels) {

  /** Returns unlabelled embeddings of which each image's views are somewhat alike. */
  static Sample random(int views, int images, int width, int seed) {
    var random = new SplittableRandom(seed);
    var numbers = new float[views * images * width];
    for (int i = 0; i < numbers.length; i++) {
      float before = i < images * width ? 0 : numbers[i % (images * width)];
      numbers[i] = (float) (before + random.nextGaussian());
    }
    return new Sample(views, images, width, numbers, new int[0]);
  }

  Sample withLabels(int... classes) {
    return new Sample(views, images, width, numbers, classes);
  }

  /** Returns the same with every number changed. */
  Sample map(DoubleUnaryOperator change) {
    var changed = new float[numbers.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = (float) change.applyAsDouble(numbers[i]);
    }
    return new Sample(views, images, width, changed, labels);
  }

  /** Returns the same with each row scaled by its own factor. */
  Sample scaled(IntToDoubleFunction factorOfRow) {
    var changed = numbers.clone();
    for (int i = 0; i < changed.length; i++) {
      int row = i / width;
      changed[i] = (float) (changed[i] * factorOfRow.applyAsDouble(row));
    }
    return new Sample(views, images, width, changed, labels);
  }

  /** Returns the rows, and the labels with them, in another order. */
  Sample reordered(IntUnaryOperator viewFrom, IntUnaryOperator imageFrom) {
    var changed = new float[numbers.length];
    for (int row = 0; row < views * images; row++) {
      int view = viewFrom.applyAsInt(row / images);
      int image = imageFrom.applyAsInt(row % images);
      System.arraycopy(numbers, (view * images + image) * width, changed, row * width, width);
    }
    var classes = new int[labels.length];
    Arrays.setAll(classes, i -> labels[imageFrom.applyAsInt(i)]);
    return new Sample(views, images, width, changed, classes);
  }

  double[][] rows() {
    var rows = new double[views * images][width];
    for (int i = 0; i < numbers.length; i++) {
      rows[i / width][i % width] = numbers[i];
    }
    return rows;
  }

  /** Returns the class of each row. */
  int[] rowClasses() {
    var classes = new int[views * images];
    Arrays.setAll(classes, row -> labels.length == 0 ? row % images : labels[row % images]);
    return classes;
  }

  Batch batch(NDArray embeddings) {
    var batch = Batch.of(embeddings);
    return labels.length == 0 ? batch : batch.withLabels(labels);
  }

  private Shape shape() {
    return new Shape(views, images, width);
  }

  Graded graded(Backend backend, Loss loss) {
    return Graded.of(backend, numbers, shape(), views -> loss.of(batch(views)));
  }

  double value(Backend backend, Loss loss) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Scalars.value(loss.of(batch(manager.create(numbers, shape()))));
    }
  }
}
