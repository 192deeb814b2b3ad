package alike.model;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * k-means: centres c with a small {@code Σ_i min_c |x_i − c|²}, by Lloyd's iterations: each row
 * goes to its nearest centre, each centre to the mean of its rows, until nothing changes. Exact;
 * the same seed gives the same clusters on any number of threads; memory beyond the rows grows with
 * k.
 *
 * <p>A centre without rows takes the row that is farthest from its own. An interrupt of the thread
 * ends the iterations; the clusters so far are returned.
 *
 * @param k clusters, 1 to the number of rows
 * @param seed decides where it starts
 * @param start how the first centres are drawn; default: k-means++
 * @param iterations at most, 1 or more; default 100. Passes over all rows, or mini-batches
 * @param restarts how often it starts anew, 1 or more; the lowest inertia counts; default 1
 * @param miniBatch rows of an iteration, each centre moving by one over the number of its rows so
 *     far; 0, the default, takes all rows
 * @param spherical whether rows and centres are brought to length 1; default false
 * @see <a href="https://doi.org/10.1109/TIT.1982.1056489">Lloyd 1982</a>
 * @see <a href="https://doi.org/10.5555/1283383.1283494">Arthur and Vassilvitskii 2007</a>, the
 *     start; here without the greedy trials
 * @see <a href="https://doi.org/10.1145/1772690.1772862">Sculley 2010</a>, mini-batches
 */
public record KMeans(
    int k, long seed, Start start, int iterations, int restarts, int miniBatch, boolean spherical)
    implements Card.Carded {

  /** How the first centres are drawn from the rows. */
  public enum Start {
    /** Each next one with a probability in proportion to the squared distance from the others. */
    PLUS_PLUS,
    /** Uniformly, all different rows. */
    RANDOM
  }

  /** Checks the settings. */
  public KMeans {
    Require.positive("k", k);
    Require.positive("iterations", iterations);
    Require.positive("restarts", restarts);
    Require.atLeast("miniBatch", 0, miniBatch);
  }

  /** Returns k-means for this many clusters, 1 or more. */
  public static KMeans clusters(int value) {
    return new KMeans(value, 0, Start.PLUS_PLUS, 100, 1, 0, false);
  }

  /** Returns a copy with a seed. */
  public KMeans seed(long value) {
    return new KMeans(k, value, start, iterations, restarts, miniBatch, spherical);
  }

  /** Returns a copy with another start. */
  public KMeans start(Start value) {
    return new KMeans(k, seed, value, iterations, restarts, miniBatch, spherical);
  }

  /** Returns a copy with another limit, 1 or more. */
  public KMeans iterations(int value) {
    return new KMeans(k, seed, start, value, restarts, miniBatch, spherical);
  }

  /** Returns a copy with another number of starts, 1 or more. */
  public KMeans restarts(int value) {
    return new KMeans(k, seed, start, iterations, value, miniBatch, spherical);
  }

  /** Returns a copy that looks at this many rows at a time, 1 or more. */
  public KMeans miniBatch(int value) {
    int rows = Require.positive("miniBatch", value);
    return new KMeans(k, seed, start, iterations, restarts, rows, spherical);
  }

  /** Returns a copy that brings rows and centres to length 1: clusters by cosine similarity. */
  public KMeans onSphere() {
    return new KMeans(k, seed, start, iterations, restarts, miniBatch, true);
  }

  /** Returns the clusters of embeddings. */
  public Clusters of(Embeddings rows) {
    return of(rows.values(), rows.width());
  }

  /**
   * Returns the clusters of rows.
   *
   * @param rows [n, width] finite numbers, row by row; not changed
   * @param width numbers of a row, 1 or more
   */
  public Clusters of(float[] rows, int width) {
    var points = points(rows, width);
    var best = run(points, points.draw(start, k, SplitMix64.of(seed, 0)), 0);
    for (int again = 1; again < restarts && !interrupted(); again++) {
      var other = run(points, points.draw(start, k, SplitMix64.of(seed, again)), again);
      best = other.inertia() < best.inertia() ? other : best;
    }
    return best;
  }

  /**
   * Returns the clusters of rows, starting once from given centres instead of a draw.
   *
   * @param rows [n, width] finite numbers, row by row; not changed
   * @param width numbers of a row, 1 or more
   * @param centres [k, width], row by row
   */
  public Clusters from(float[] centres, float[] rows, int width) {
    if (centres.length != (long) k * width) {
      throw new IllegalArgumentException(
          "%d centres of %d numbers were to be given, got %d numbers."
              .formatted(k, width, centres.length));
    }
    var points = points(rows, width);
    return run(points, points.centred(centres), 0);
  }

  private KMeansPoints points(float[] rows, int width) {
    Require.positive("width", width);
    if (rows.length % width != 0 || rows.length / width < k) {
      throw new IllegalArgumentException(
          "%d numbers make no %d or more rows of %d numbers. Ask for fewer clusters, or give more rows."
              .formatted(rows.length, k, width));
    }
    return KMeansPoints.of(rows, width, spherical);
  }

  private Clusters run(KMeansPoints points, double[] centres, int restart) {
    return miniBatch > 0 ? batches(points, centres, restart) : lloyd(points, centres);
  }

  private Clusters lloyd(KMeansPoints points, double[] centres) {
    int[] assignment = {};
    for (int iteration = 1; iteration <= iterations; iteration++) {
      int[] nearest = points.nearest(centres);
      if (Arrays.equals(nearest, assignment)) {
        return points.clusters(centres, nearest, iteration, true);
      }
      assignment = nearest;
      points.move(centres, assignment);
      if (interrupted()) {
        return points.clusters(centres, points.nearest(centres), iteration, false);
      }
    }
    return points.clusters(centres, points.nearest(centres), iterations, false);
  }

  private Clusters batches(KMeansPoints points, double[] centres, int restart) {
    var random = SplitMix64.of(seed, restart, 1);
    var counts = new long[k];
    int iteration = 0;
    while (iteration++ < iterations && !interrupted()) {
      points.move(centres, counts, Math.min(miniBatch, points.count()), random);
    }
    return points.clusters(centres, points.nearest(centres), iteration - 1, false);
  }

  private static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }

  @Override
  public Card card() {
    return new Card(
        "k-means",
        "Centres that are near their rows.",
        "\\min_{c_1 \\dots c_k} \\sum_i \\min_j \\lVert x_i - c_j \\rVert^2",
        List.of(
            new Card.Setting("k", Integer.toString(k), "clusters"),
            new Card.Setting("seed", Long.toString(seed), "decides the start"),
            new Card.Setting("start", start.name(), "how the first centres are drawn"),
            new Card.Setting("iterations", Integer.toString(iterations), "at most"),
            new Card.Setting("restarts", Integer.toString(restarts), "the best counts"),
            new Card.Setting("miniBatch", Integer.toString(miniBatch), "rows; 0 takes all"),
            new Card.Setting("spherical", Boolean.toString(spherical), "by cosine similarity")),
        "Lloyd 1982; Arthur and Vassilvitskii 2007; Sculley 2010",
        toString());
  }

  @Override
  public String toString() {
    var code = new StringBuilder("KMeans.clusters(%d).seed(%d)".formatted(k, seed));
    code.append(start == Start.PLUS_PLUS ? "" : ".start(KMeans.Start.%s)".formatted(start));
    code.append(iterations == 100 ? "" : ".iterations(%d)".formatted(iterations));
    code.append(restarts == 1 ? "" : ".restarts(%d)".formatted(restarts));
    code.append(miniBatch == 0 ? "" : ".miniBatch(%d)".formatted(miniBatch));
    return code.append(spherical ? ".onSphere()" : "").toString();
  }
}
