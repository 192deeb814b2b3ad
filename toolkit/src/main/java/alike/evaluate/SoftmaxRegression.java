package alike.evaluate;

import alike.data.SplitMix64;
import alike.engine.Panels;
import alike.engine.Products;
import alike.model.Embeddings;
import alike.model.State;
import java.util.function.UnaryOperator;

/** One linear layer and a softmax over classes, trained by SGD in float32. */
final class SoftmaxRegression {

  private final int width;
  private final int classes;
  private final SgdProbe settings;
  private final float[] weights; // [classes, width]
  private final float[] bias; // [classes]
  private final float[] speed; // of the weights
  private final float[] biasSpeed;
  private long step;

  SoftmaxRegression(int width, int classes, SgdProbe settings, SplitMix64 random) {
    this.width = width;
    this.classes = classes;
    this.settings = settings;
    this.weights = new float[classes * width];
    this.bias = new float[classes];
    this.speed = new float[weights.length];
    this.biasSpeed = new float[classes];
    for (int i = 0; settings.deviation() > 0 && i < weights.length; i++) {
      weights[i] = (float) (settings.deviation() * random.nextGaussian());
    }
  }

  /** Writes all that the next epoch depends on. */
  void save(State state) {
    state.put("weights", weights);
    state.put("bias", bias);
    state.put("speed", speed);
    state.put("biasSpeed", biasSpeed);
    state.put("step", step);
  }

  /** Takes over what {@link #save} wrote. */
  void load(State state) {
    take(state, "weights", weights);
    take(state, "bias", bias);
    take(state, "speed", speed);
    take(state, "biasSpeed", biasSpeed);
    step = state.longs("step")[0];
  }

  private static void take(State state, String name, float[] target) {
    float[] values = state.floats(name);
    if (values.length != target.length) {
      throw new IllegalArgumentException(
          "\"%s\" of the probe has %d numbers in the state, %d here. Probe as many classes and the same encoder."
              .formatted(name, values.length, target.length));
    }
    System.arraycopy(values, 0, target, 0, values.length);
  }

  /** Takes all whole batches of the rows in a new order. */
  void epoch(Embeddings rows, SplitMix64 random, long steps) {
    int batch = Math.min(settings.batch(), rows.size());
    float[] values = rows.values();
    int[] labels = rows.images().labels();
    int[] order = random.permutation(rows.size());
    var inputs = new float[batch * width];
    var asked = new int[batch];
    for (int from = 0; from + batch <= order.length; from += batch) {
      for (int i = 0; i < batch; i++) {
        System.arraycopy(values, order[from + i] * width, inputs, i * width, width);
        asked[i] = labels[order[from + i]];
      }
      double rate = settings.rates().get(0) * settings.schedule().factor(step++, steps);
      learn(inputs, asked, (float) rate);
    }
  }

  private void learn(float[] inputs, int[] labels, float rate) {
    float[] errors = errors(inputs, labels); // [classes, batch]
    var gradient = new float[weights.length];
    Products.each(
        errors,
        Panels.ofColumns(inputs, width, labels.length),
        () ->
            (row, column, products, at, count) ->
                System.arraycopy(products, at, gradient, row * width + column, count));
    descend(weights, gradient, speed, rate, (float) settings.decay());
    descend(bias, sums(errors, labels.length), biasSpeed, rate, 0);
  }

  /** Returns what the mean loss changes by with each logit: probability less one for the right. */
  private float[] errors(float[] inputs, int[] labels) {
    int batch = labels.length;
    var errors = new float[classes * batch];
    Products.each(
        inputs,
        Panels.of(weights, classes, width, bias),
        () -> {
          var logits = new double[classes];
          return (row, column, products, at, count) -> {
            for (int c = 0; c < count; c++) {
              logits[column + c] = products[at + c];
            }
            if (column + count == classes) {
              Softmax.inPlace(logits);
              for (int c = 0; c < classes; c++) {
                double wanted = labels[row] == c ? 1 : 0;
                errors[c * batch + row] = (float) ((logits[c] - wanted) / batch);
              }
            }
          };
        });
    return errors;
  }

  private static float[] sums(float[] errors, int batch) {
    var sums = new float[errors.length / batch];
    for (int c = 0; c < sums.length; c++) {
      double sum = 0;
      for (int i = 0; i < batch; i++) {
        sum += errors[c * batch + i];
      }
      sums[c] = (float) sum;
    }
    return sums;
  }

  private void descend(
      float[] values, float[] gradient, float[] velocity, float rate, float decay) {
    float momentum = (float) settings.momentum();
    boolean nesterov = settings.nesterov();
    for (int i = 0; i < values.length; i++) {
      float direction = gradient[i] + decay * values[i];
      velocity[i] = momentum * velocity[i] + direction;
      values[i] -= rate * (nesterov ? direction + momentum * velocity[i] : velocity[i]);
    }
  }

  LinearClassifier classifier(UnaryOperator<Embeddings> features, double rate) {
    var lines = new double[classes][width];
    var offsets = new double[classes];
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < width; i++) {
        lines[c][i] = weights[c * width + i];
      }
      offsets[c] = bias[c];
    }
    return new LinearClassifier(features, lines, offsets, rate);
  }
}
