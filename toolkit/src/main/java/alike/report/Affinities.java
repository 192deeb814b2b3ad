package alike.report;

import alike.engine.Workers;
import alike.evaluate.Knn;
import alike.evaluate.Neighbours;
import alike.model.Embeddings;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Weights between rows and some of the others, row by row: a sparse matrix [n, n]. */
final class Affinities {

  final int[] starts; // [n + 1]
  final int[] others;
  final double[] weights;

  private Affinities(int[] starts, int[] others, double[] weights) {
    this.starts = starts;
    this.others = others;
    this.weights = weights;
  }

  int size() {
    return starts.length - 1;
  }

  /** How a weight and the one that leads back become one. */
  @FunctionalInterface
  interface Union {
    double of(double there, double back);
  }

  /** Turns the distances of a row's neighbours, nearest first, into weights, in place. */
  @FunctionalInterface
  interface Kernel {
    void weigh(double[] distances);
  }

  /** Weighs each row's k nearest others by Euclidean distance, then makes the matrix symmetric. */
  static Affinities of(Embeddings rows, int k, Kernel kernel, Union union) {
    var found = Neighbours.among(rows, k, Knn.Metric.EUCLIDEAN);
    int n = rows.size();
    var weights = new double[n][k];
    Workers.each(
        n,
        () ->
            row -> {
              Arrays.setAll(weights[row], rank -> -found.similarity(row, rank));
              kernel.weigh(weights[row]);
            });
    return symmetric(found, weights, union);
  }

  private static Affinities symmetric(Neighbours found, double[][] weights, Union union) {
    int n = weights.length;
    int k = found.k();
    var counts = new int[n + 1];
    for (int row = 0; row < n; row++) {
      for (int rank = 0; rank < k; rank++) {
        int other = found.index(row, rank);
        counts[row + 1]++;
        counts[other + 1] += rankOf(found, other, row) < 0 ? 1 : 0; // else it counts itself
      }
    }
    Arrays.parallelPrefix(counts, Integer::sum);
    var next = counts.clone();
    var others = new int[counts[n]];
    var joined = new double[counts[n]];
    for (int row = 0; row < n; row++) {
      for (int rank = 0; rank < k; rank++) {
        int other = found.index(row, rank);
        int back = rankOf(found, other, row);
        double weight = union.of(weights[row][rank], back < 0 ? 0 : weights[other][back]);
        others[next[row]] = other;
        joined[next[row]++] = weight;
        if (back < 0) {
          others[next[other]] = row;
          joined[next[other]++] = weight;
        }
      }
    }
    return new Affinities(counts, others, joined);
  }

  private static int rankOf(Neighbours found, int row, int wanted) {
    for (int rank = 0; rank < found.k(); rank++) {
      if (found.index(row, rank) == wanted) {
        return rank;
      }
    }
    return -1;
  }

  /** Returns x with {@code f(x) = 0} by bisection; f falls as x grows, x is above 0. */
  static double root(DoubleUnaryOperator falling) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double x = 1;
    for (int step = 0; step < 100; step++) {
      double y = falling.applyAsDouble(x);
      if (Math.abs(y) < 1e-7) {
        break;
      }
      if (y > 0) {
        low = x;
        x = high == Double.POSITIVE_INFINITY ? 2 * x : (low + high) / 2;
      } else {
        high = x;
        x = (low + high) / 2;
      }
    }
    return x;
  }
}
