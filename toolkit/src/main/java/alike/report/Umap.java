package alike.report;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.model.Embeddings;
import java.util.Arrays;
import org.apache.commons.math3.analysis.ParametricUnivariateFunction;
import org.apache.commons.math3.fitting.SimpleCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoints;

/**
 * UMAP: places on a plane whose fuzzy neighbourhoods are those of the embeddings: neighbours
 * attract each other as often as their weight says, others drawn at random repel. Groups mean
 * something; distances between far groups mean little.
 *
 * <p>Exact nearest neighbours; steps one after the other, so the same rows and seed get the same
 * places. It starts from principal components, where the reference starts from the graph's
 * spectrum. Our own, so that this holds for every run.
 *
 * @param neighbours how many others each point minds, 2 to the number of rows less one; 14 is usual
 *     (15 where the point itself counts)
 * @param distance how near points may come on the plane, 0 to 1; 0.1 is usual
 * @param epochs passes over all pairs, 1 or more; 0 takes 500 for up to 10,000 rows, 200 above
 * @param seed decides which others repel
 * @see <a href="https://arxiv.org/abs/1802.03426">McInnes, Healy and Melville 2018</a>
 */
public record Umap(int neighbours, double distance, int epochs, long seed) implements Layout {

  private static final int REPELLED = 5; // others for each pair that attracts
  private static final double FARTHEST = 4; // a step along one axis, at most

  /** Checks the settings. */
  public Umap {
    Require.atLeast("neighbours", 2, neighbours);
    Require.within("distance", 0, 1, distance);
    Require.atLeast("epochs", 0, epochs);
  }

  /** Returns UMAP with this many neighbours, 2 or more. */
  public static Umap neighbours(int value) {
    return new Umap(value, 0.1, 0, 0);
  }

  /** Returns a copy with another least distance, 0 to 1. */
  public Umap withDistance(double value) {
    return new Umap(neighbours, value, epochs, seed);
  }

  /** Returns a copy with another number of passes, 1 or more. */
  public Umap withEpochs(int value) {
    return new Umap(neighbours, distance, Require.positive("epochs", value), seed);
  }

  /** Returns a copy with another seed. */
  public Umap seed(long value) {
    return new Umap(neighbours, distance, epochs, value);
  }

  @Override
  public double[][] of(Embeddings rows) {
    Require.within("neighbours", 2, rows.size() - 1, neighbours);
    var graph =
        Affinities.of(rows, neighbours, Umap::weigh, (there, back) -> there + back - there * back);
    double[] places = Plane.start(rows, 10.0 / 3);
    jitter(places);
    int passes = epochs > 0 ? epochs : rows.size() <= 10_000 ? 500 : 200;
    double[] shape = shape(distance);
    new Steps(graph, places, shape[0], shape[1], SplitMix64.of(seed, 1)).all(passes);
    return Plane.rows(places);
  }

  /** Parts points that start in one place. */
  private void jitter(double[] places) {
    var random = SplitMix64.of(seed, 0);
    for (int i = 0; i < places.length; i++) {
      places[i] += 1e-4 * (2 * random.nextDouble() - 1);
    }
  }

  /** Makes weights {@code exp(−(d − d₁)/σ)}, with σ such that they sum to log₂(k + 1). */
  private static void weigh(double[] distances) {
    double first = Arrays.stream(distances).filter(each -> each > 0).min().orElse(0);
    double mean = Arrays.stream(distances).average().orElse(0);
    double unit = mean > 0 ? mean : 1;
    double wanted = Math.log(distances.length + 1) / Math.log(2);
    double narrow = Affinities.root(x -> sum(distances, first, unit / x) - wanted);
    double width = Math.max(unit / narrow, 1e-3 * unit);
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.exp(-Math.max(0, distances[i] - first) / width);
    }
  }

  private static double sum(double[] distances, double first, double width) {
    double sum = 0;
    for (double each : distances) {
      sum += Math.exp(-Math.max(0, each - first) / width);
    }
    return sum;
  }

  /**
   * Returns a and b of {@code 1/(1 + a d^2b)}, which is 1 up to the distance, then falls as e⁻ᵈ.
   */
  static double[] shape(double distance) {
    var points = new WeightedObservedPoints();
    for (int i = 1; i < 300; i++) {
      double d = i / 100.0;
      points.add(d, d <= distance ? 1 : Math.exp(distance - d));
    }
    return SimpleCurveFitter.create(new Curve(), new double[] {1, 1}).fit(points.toList());
  }

  private static final class Curve implements ParametricUnivariateFunction {
    @Override
    public double value(double d, double... p) {
      return 1 / (1 + p[0] * Math.pow(d, 2 * p[1]));
    }

    @Override
    public double[] gradient(double d, double... p) {
      double power = Math.pow(d, 2 * p[1]);
      double value = value(d, p);
      double outer = -value * value;
      return new double[] {outer * power, outer * p[0] * power * 2 * Math.log(d)};
    }
  }

  /** Stochastic gradient descent: each pair is due as often as its weight says. */
  private static final class Steps {
    private final double[] places;
    private final double a;
    private final double b;
    private final SplitMix64 random;
    private final int n;
    private final int[] heads;
    private final int[] tails;
    private final double[] every; // epochs between two turns of a pair
    private double rate;

    Steps(Affinities graph, double[] places, double a, double b, SplitMix64 random) {
      this.places = places;
      this.a = a;
      this.b = b;
      this.random = random;
      this.n = graph.size();
      this.heads = new int[graph.others.length];
      this.tails = graph.others;
      this.every = new double[tails.length];
      double most = Arrays.stream(graph.weights).max().orElse(1);
      for (int row = 0; row < n; row++) {
        for (int e = graph.starts[row]; e < graph.starts[row + 1]; e++) {
          heads[e] = row;
          every[e] = most / graph.weights[e];
        }
      }
    }

    void all(int epochs) {
      double[] next = every.clone();
      for (int epoch = 1; epoch <= epochs && !Thread.currentThread().isInterrupted(); epoch++) {
        rate = 1 - (epoch - 1.0) / epochs;
        for (int e = 0; e < tails.length; e++) {
          if (next[e] <= epoch) {
            attract(2 * heads[e], 2 * tails[e]);
            for (int i = 0; i < REPELLED; i++) {
              repel(2 * heads[e], 2 * random.below(n));
            }
            next[e] += every[e];
          }
        }
      }
    }

    private void attract(int i, int j) {
      double x = places[i] - places[j];
      double y = places[i + 1] - places[j + 1];
      double square = x * x + y * y;
      if (square > 0) {
        double power = Math.pow(square, b);
        double force = -2 * a * b * power / (square * (1 + a * power));
        double stepX = rate * clipped(force * x);
        double stepY = rate * clipped(force * y);
        places[i] += stepX;
        places[i + 1] += stepY;
        places[j] -= stepX;
        places[j + 1] -= stepY;
      }
    }

    private void repel(int i, int j) {
      double x = places[i] - places[j];
      double y = places[i + 1] - places[j + 1];
      double square = x * x + y * y;
      if (square > 0) {
        double force = 2 * b / ((0.001 + square) * (1 + a * Math.pow(square, b)));
        places[i] += rate * clipped(force * x);
        places[i + 1] += rate * clipped(force * y);
      }
    }

    private static double clipped(double step) {
      return Math.max(-FARTHEST, Math.min(FARTHEST, step));
    }
  }

  @Override
  public String toString() {
    return "Umap.neighbours(%d)%s%s%s"
        .formatted(
            neighbours,
            distance == 0.1 ? "" : ".withDistance(%s)".formatted(distance),
            epochs == 0 ? "" : ".withEpochs(%d)".formatted(epochs),
            seed == 0 ? "" : ".seed(%d)".formatted(seed));
  }
}
