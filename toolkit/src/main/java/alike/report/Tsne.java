package alike.report;

import alike.check.Require;
import alike.model.Embeddings;
import java.util.Arrays;

/**
 * t-SNE: places on a plane whose neighbours are those of the embeddings. It minimises {@code KL(P ‖
 * Q) = Σ p_ij ln(p_ij / q_ij)} with {@code q_ij ∝ 1 / (1 + |y_i − y_j|²)} and p from Gaussians that
 * are as wide as the perplexity asks. Groups mean something; sizes of groups and distances between
 * them do not.
 *
 * <p>Exact nearest neighbours (3 × perplexity); far points are taken together in squares
 * (Barnes–Hut). It starts from principal components and draws nothing, so the same rows get the
 * same places on any number of threads. Our own, so that this holds.
 *
 * @param perplexity how many neighbours each point minds, 1 or more, at most a third of the rows
 *     less one; 30 is usual
 * @param iterations steps of gradient descent, 1 or more; 1,000 is usual, the first quarter (at
 *     most 250) with early exaggeration
 * @param angle θ, how large a square may look to count as one point, 0 (exact) to 0.7; 0.5 is usual
 * @see <a href="https://jmlr.org/papers/v9/vandermaaten08a.html">van der Maaten and Hinton 2008</a>
 * @see <a href="https://jmlr.org/papers/v15/vandermaaten14a.html">van der Maaten 2014</a>
 * @see <a href="https://doi.org/10.1038/s41467-019-13055-y">Belkina et al. 2019</a>, the step size
 */
public record Tsne(double perplexity, int iterations, double angle) implements Layout {

  private static final double EXAGGERATION = 12;

  /** Checks the settings. */
  public Tsne {
    Require.within("perplexity", 1, Double.MAX_VALUE, perplexity);
    Require.positive("iterations", iterations);
    Require.within("angle", 0, 0.7, angle);
  }

  /** Returns t-SNE of a perplexity, 1 or more. */
  public static Tsne perplexity(double value) {
    return new Tsne(value, 1000, 0.5);
  }

  /** Returns a copy with another number of steps, 1 or more. */
  public Tsne withIterations(int value) {
    return new Tsne(perplexity, value, angle);
  }

  /** Returns a copy with another θ, 0 to 0.7; 0 takes every pair into account. */
  public Tsne withAngle(double value) {
    return new Tsne(perplexity, iterations, value);
  }

  @Override
  public double[][] of(Embeddings rows) {
    return Plane.rows(descend(rows).places());
  }

  /** Where descent ended, and the KL divergence there, in nats. */
  @SuppressWarnings("ArrayRecordComponent") // a result, compared by nobody
  record End(double[] places, double divergence) {}

  End descend(Embeddings rows) {
    if (3 * perplexity > rows.size() - 1) {
      throw new IllegalArgumentException(
          "A perplexity of %s needs %d rows or more, got %d. Give more images, or lower it."
              .formatted(perplexity, (int) Math.ceil(3 * perplexity) + 1, rows.size()));
    }
    var affinities = affinities(rows);
    double[] places = Plane.start(rows, 1e-4);
    var forces = new Repulsion(affinities, angle * angle);
    var motion = new Motion(places.length, Math.max(rows.size() / EXAGGERATION, 50));
    int early = Math.min(250, iterations / 4);
    for (int step = 0; step < iterations; step++) {
      boolean first = step < early;
      double[] gradient = forces.gradient(places, first ? EXAGGERATION : 1);
      motion.move(places, gradient, first ? 0.5 : 0.8);
      if (Thread.currentThread().isInterrupted()) {
        break; // the places so far
      }
    }
    return new End(places, forces.divergence(places));
  }

  private Affinities affinities(Embeddings rows) {
    int n = rows.size();
    int k = (int) Math.min(n - 1.0, Math.floor(3 * perplexity));
    return Affinities.of(rows, k, this::weigh, (there, back) -> (there + back) / (2.0 * n));
  }

  /** Makes probabilities whose entropy is ln perplexity. */
  void weigh(double[] distances) {
    double nearest = distances[0] * distances[0];
    var squares = new double[distances.length];
    double mean = 0;
    for (int i = 0; i < squares.length; i++) {
      squares[i] = distances[i] * distances[i] - nearest;
      mean += squares[i] / squares.length;
    }
    double unit = mean > 0 ? mean : 1; // bisection starts at the size of the distances
    double precision =
        Affinities.root(x -> entropy(squares, x / unit, distances) - Math.log(perplexity)) / unit;
    double unused = entropy(squares, precision, distances);
    if (Double.isNaN(unused)) {
      throw new IllegalStateException("The distances between rows are not finite.");
    }
  }

  /** Writes the probabilities, and returns their entropy in nats. */
  private static double entropy(double[] squares, double precision, double[] probabilities) {
    double sum = 0;
    double moment = 0;
    for (int i = 0; i < squares.length; i++) {
      probabilities[i] = Math.exp(-precision * squares[i]);
      sum += probabilities[i];
      moment += squares[i] * probabilities[i];
    }
    for (int i = 0; i < squares.length; i++) {
      probabilities[i] /= sum;
    }
    return Math.log(sum) + precision * moment / sum;
  }

  /** Gradient descent with momentum and a gain of its own for each number. */
  private static final class Motion {
    private final double[] speed;
    private final double[] gains;
    private final double rate;

    Motion(int size, double rate) {
      this.speed = new double[size];
      this.gains = new double[size];
      this.rate = rate;
      Arrays.fill(gains, 1);
    }

    void move(double[] places, double[] gradient, double momentum) {
      for (int i = 0; i < places.length; i++) {
        boolean turned = gradient[i] > 0 == speed[i] > 0;
        gains[i] = turned ? Math.max(0.01, gains[i] * 0.8) : gains[i] + 0.2;
        speed[i] = momentum * speed[i] - rate * gains[i] * gradient[i];
        places[i] += speed[i];
      }
    }
  }

  @Override
  public String toString() {
    return "Tsne.perplexity(%s)%s%s"
        .formatted(
            perplexity,
            iterations == 1000 ? "" : ".withIterations(%d)".formatted(iterations),
            angle == 0.5 ? "" : ".withAngle(%s)".formatted(angle));
  }
}
