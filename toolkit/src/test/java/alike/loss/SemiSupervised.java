package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Graded;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A batch of one view with all that losses for few labels may ask for: a teacher's embeddings, a
 * queue, and probabilities of three classes.
 *
 * @param seed of all numbers
 * @param labels of five images, negative where not known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SemiSupervised(int seed, int... labels) {

  static final int IMAGES = 5;
  static final int WIDTH = 4;
  static final int CLASSES = 3;
  static final int ROWS = 7;

  Sample views() {
    return Sample.random(1, IMAGES, WIDTH, seed).withLabels(labels);
  }

  double[][] key() {
    return Sample.random(1, IMAGES, WIDTH, seed + 10).rows();
  }

  double[][] bank() {
    return Sample.random(1, ROWS, WIDTH, seed + 20).rows();
  }

  double[][] logits() {
    return Sample.random(1, IMAGES, CLASSES, seed + 30).rows();
  }

  double[][] probabilities() {
    return probabilities(IMAGES, seed + 40);
  }

  double[][] bankProbabilities() {
    return probabilities(ROWS, seed + 50);
  }

  int[] bankLabels() {
    return new SplittableRandom(seed + 60).ints(ROWS, 0, CLASSES).toArray();
  }

  private static double[][] probabilities(int rows, int seed) {
    double[][] all = Sample.random(1, rows, CLASSES, seed).map(x -> 4 * x).rows();
    for (int row = 0; row < rows; row++) {
      all[row] = Oracle.softmax(all[row]);
    }
    return all;
  }

  Batch complete(Batch batch) {
    var manager = batch.views().getManager();
    return batch
        .withBankLabels(bankLabels())
        .with(Role.TARGETS, manager.create(floats(key()), new Shape(1, IMAGES, WIDTH)))
        .with(Role.BANK, manager.create(floats(bank()), new Shape(ROWS, WIDTH)))
        .with(Role.LOGITS, manager.create(floats(logits()), new Shape(IMAGES, CLASSES)))
        .with(
            Role.PROBABILITIES, manager.create(floats(probabilities()), new Shape(IMAGES, CLASSES)))
        .with(
            Role.BANK_PROBABILITIES,
            manager.create(floats(bankProbabilities()), new Shape(ROWS, CLASSES)));
  }

  double value(Backend backend, Loss loss) {
    return views().value(backend, batch -> loss.of(complete(batch)));
  }

  /** Checks value and gradient by the views. */
  void agreeByViews(Backend backend, Loss loss, ToDoubleFunction<double[][]> plain) {
    Loops.agree(backend, views(), batch -> loss.of(complete(batch)), plain);
  }

  /** Checks value and gradient by the scores of the classes. */
  void agreeByLogits(Backend backend, Loss loss, ToDoubleFunction<double[][]> plain) {
    var graded =
        Graded.of(
            backend,
            floats(logits()),
            new Shape(IMAGES, CLASSES),
            scores -> {
              NDArray views =
                  scores.getManager().create(views().numbers(), new Shape(1, IMAGES, WIDTH));
              return loss.of(complete(views().batch(views)).with(Role.LOGITS, scores));
            });
    Loops.close(graded.value(), plain.applyAsDouble(logits()), "value");
    double[] gradient = Oracle.gradient(logits(), plain);
    for (int i = 0; i < gradient.length; i++) {
      Loops.close(graded.gradient()[i], gradient[i], "gradient by score " + i);
    }
  }

  static float[] floats(double[][] rows) {
    var floats = new float[rows.length * rows[0].length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return floats;
  }

  /** Returns Σⱼ softmaxⱼ(cosineᵢⱼ/τ) Pⱼ for each row. */
  double[][] near(double[][] rows, double temperature) {
    double[][] cosines = Oracle.cosines(rows, bank());
    double[][] of = bankProbabilities();
    var near = new double[rows.length][CLASSES];
    for (int i = 0; i < rows.length; i++) {
      double[] logits = cosines[i].clone();
      for (int j = 0; j < ROWS; j++) {
        logits[j] /= temperature;
      }
      double[] parts = Oracle.softmax(logits);
      for (int j = 0; j < ROWS; j++) {
        for (int c = 0; c < CLASSES; c++) {
          near[i][c] += parts[j] * of[j][c];
        }
      }
    }
    return near;
  }
}
