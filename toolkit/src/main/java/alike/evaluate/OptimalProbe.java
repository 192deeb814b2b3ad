package alike.evaluate;

import alike.check.Require;
import alike.engine.Workers;
import alike.model.Embeddings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The optimum of logistic regression: {@code min_{W, b} mean_i −ln p(y_i | h_i) + λ/2 ‖W‖²}, found
 * by L-BFGS in float64 over all rows, to a gradient below 1e-9 of its first size or of 1. The bias
 * is not penalised. {@code λ = 1/(C n)} is the problem that scikit-learn solves for C on n rows.
 *
 * @param l2 λ, each 0 or more; of several, the one that is best on a tenth of the training set,
 *     left out for this, is taken for all of it
 * @param features what the layer is given; default: standardised
 * @param iterations at most, 1 or more; default 1000
 * @param seed decides which rows are left out
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal 1989</a>
 */
public record OptimalProbe(List<Double> l2, Features features, int iterations, long seed)
    implements Probe {

  /** Checks the settings. */
  public OptimalProbe {
    Require.positive("the number of penalties", l2.size());
    l2.forEach(value -> Require.notNegative("l2", value));
    Require.positive("iterations", iterations);
    l2 = List.copyOf(l2);
  }

  /** Returns the probe with a penalty, or with several to choose from. */
  public static OptimalProbe l2(double... values) {
    return new OptimalProbe(
        DoubleStream.of(values).boxed().toList(), Features.STANDARDISED, 1000, 0);
  }

  /** Returns the probe that chooses from the penalties 1e-6, 1e-5, … 1e2. */
  public static OptimalProbe sweep() {
    return l2(1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100);
  }

  /** Returns a copy whose layer is given something else. */
  public OptimalProbe features(Features value) {
    return new OptimalProbe(l2, value, iterations, seed);
  }

  /** Returns a copy with another limit, 1 or more. */
  public OptimalProbe iterations(int value) {
    return new OptimalProbe(l2, features, value, seed);
  }

  /** Returns a copy that leaves out other rows. */
  public OptimalProbe seed(long value) {
    return new OptimalProbe(l2, features, iterations, value);
  }

  @Override
  public LinearClassifier fit(Embeddings train) {
    return Validation.choose(
        train, l2, seed, penalty -> l2.size() == 1 ? this::solve : l2(penalty).like(this));
  }

  private OptimalProbe like(OptimalProbe other) {
    return new OptimalProbe(l2, other.features, other.iterations, other.seed);
  }

  private LinearClassifier solve(Embeddings train) {
    var given = features.by(train);
    var objective = new Objective(given.apply(train), l2.get(0));
    var start = new double[objective.classes * (objective.width + 1)];
    double[] found = new LBfgs(objective, iterations).from(start);
    var weights = new double[objective.classes][];
    var bias = new double[objective.classes];
    double mean = 0;
    for (int c = 0; c < weights.length; c++) {
      int from = c * (objective.width + 1);
      weights[c] = Arrays.copyOfRange(found, from, from + objective.width);
      bias[c] = found[from + objective.width];
      mean += bias[c] / weights.length;
    }
    for (int c = 0; c < bias.length; c++) {
      bias[c] -= mean; // a common shift is of no matter
    }
    return new LinearClassifier(given, weights, bias, l2.get(0));
  }

  /** The loss of weights [classes, width + 1], the bias in the last column. */
  private static final class Objective implements LBfgs.Function {
    private static final int STRIPES = 16; // each summed by itself, whatever the threads

    private final int width;
    private final int classes;
    private final float[] rows;
    private final int[] labels;
    private final double l2;

    Objective(Embeddings train, double l2) {
      this.width = train.width();
      this.classes = train.images().classNames().size();
      this.rows = train.values();
      this.labels = train.images().labels();
      this.l2 = l2;
    }

    @Override
    public double value(double[] at, double[] gradient) {
      var losses = new double[STRIPES];
      var parts = new double[STRIPES][];
      Workers.each(STRIPES, () -> stripe -> losses[stripe] = stripe(at, stripe, parts));
      double loss = Arrays.stream(losses).sum();
      for (int i = 0; i < at.length; i++) {
        double penalty = i % (width + 1) == width ? 0 : l2 * at[i];
        loss += penalty * at[i] / 2;
        gradient[i] = penalty;
        for (var part : parts) {
          gradient[i] += part[i];
        }
      }
      return loss;
    }

    private double stripe(double[] at, int stripe, double[][] parts) {
      int n = labels.length;
      int to = (int) ((stripe + 1L) * n / STRIPES);
      var part = new double[at.length];
      var x = new double[width];
      var logits = new double[classes];
      double loss = 0;
      for (int row = (int) ((long) stripe * n / STRIPES); row < to; row++) {
        for (int i = 0; i < width; i++) {
          x[i] = rows[row * width + i];
        }
        for (int c = 0; c < classes; c++) {
          logits[c] = logit(at, c * (width + 1), x);
        }
        double right = logits[labels[row]];
        loss += Softmax.inPlace(logits) - right;
        logits[labels[row]] -= 1;
        for (int c = 0; c < classes; c++) {
          add(part, c * (width + 1), logits[c] / n, x);
        }
      }
      parts[stripe] = part;
      return loss / n;
    }

    private static double logit(double[] at, int from, double[] x) {
      double a = at[from + x.length];
      double b = 0;
      double c = 0;
      double d = 0;
      int i = 0;
      for (; i + 4 <= x.length; i += 4) {
        a += at[from + i] * x[i];
        b += at[from + i + 1] * x[i + 1];
        c += at[from + i + 2] * x[i + 2];
        d += at[from + i + 3] * x[i + 3];
      }
      for (; i < x.length; i++) {
        a += at[from + i] * x[i];
      }
      return a + b + (c + d);
    }

    private static void add(double[] sums, int from, double factor, double[] x) {
      for (int i = 0; i < x.length; i++) {
        sums[from + i] += factor * x[i];
      }
      sums[from + x.length] += factor;
    }
  }

  @Override
  public String toString() {
    var values = l2.stream().map(Object::toString).reduce((a, b) -> a + ", " + b).orElse("");
    var given =
        features == Features.STANDARDISED ? "" : ".features(Features.%s)".formatted(features);
    return "LinearProbe.optimum(%s)%s".formatted(values, given);
  }
}
