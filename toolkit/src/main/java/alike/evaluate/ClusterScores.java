package alike.evaluate;

import java.util.Locale;
import org.apache.commons.math3.special.Gamma;

/**
 * How well clusters agree with classes, however the clusters are numbered. With n_kc the number of
 * rows in cluster k and class c, I the mutual information and H the entropy of both:
 *
 * @param nmi {@code I / ½(H(classes) + H(clusters))}, in [0, 1]; grows with the number of clusters
 * @param nmiGeometric {@code I / √(H(classes) H(clusters))}, in [0, 1]
 * @param ami {@code (I − E I) / (½(H + H) − E I)}: 0 for clusters drawn at random, 1 for equal ones
 * @param ari the adjusted Rand index: pairs of rows treated alike, 0 for clusters at random, at
 *     most 1
 * @param purity {@code Σ_k max_c n_kc / N}, in (0, 1]; 1 also for one row a cluster
 * @param accuracy the largest {@code Σ n_{k,c(k)} / N} of all ways to give each cluster a class of
 *     its own (Hungarian), in (0, 1]
 * @see <a href="https://doi.org/10.1145/1553374.1553511">Vinh et al. 2009, NMI and AMI</a>
 * @see <a href="https://doi.org/10.1007/BF01908075">Hubert and Arabie 1985, ARI</a>
 */
public record ClusterScores(
    double nmi, double nmiGeometric, double ami, double ari, double purity, double accuracy) {

  /**
   * Compares classes with clusters.
   *
   * @param labels the class of each row, from 0
   * @param clusters the cluster of each row, from 0
   */
  public static ClusterScores of(int[] labels, int[] clusters) {
    Labels.requireOneEach("rows", clusters.length, labels);
    var table = new Table(labels, clusters);
    double mutual = table.mutual();
    double classes = entropy(table.columns, labels.length);
    double groups = entropy(table.rows, labels.length);
    double mean = (classes + groups) / 2;
    double chance = table.expected();
    boolean trivial = classes == 0 && groups == 0; // one class, one cluster: they agree
    double room = mean - chance;
    return new ClusterScores(
        trivial ? 1 : mutual / mean,
        trivial ? 1 : classes == 0 || groups == 0 ? 0 : mutual / Math.sqrt(classes * groups),
        trivial || Math.abs(room) < 1e-15 ? 1 : (mutual - chance) / room,
        table.rand(),
        table.pure() / labels.length,
        Hungarian.largest(table.counts) / labels.length);
  }

  private static double entropy(int[] counts, double n) {
    double entropy = 0;
    for (int count : counts) {
      entropy -= count == 0 ? 0 : count / n * Math.log(count / n);
    }
    return entropy;
  }

  /** How many rows each cluster and class share. */
  private static final class Table {
    private final int n;
    private final double[][] counts; // [clusters, classes]
    private final int[] rows; // sizes of the clusters
    private final int[] columns; // sizes of the classes

    Table(int[] labels, int[] clusters) {
      n = labels.length;
      rows = Labels.counts(clusters, Labels.classes(clusters));
      columns = Labels.counts(labels, Labels.classes(labels));
      counts = new double[rows.length][columns.length];
      for (int i = 0; i < n; i++) {
        counts[clusters[i]][labels[i]]++;
      }
    }

    double mutual() {
      double mutual = 0;
      for (int k = 0; k < rows.length; k++) {
        for (int c = 0; c < columns.length; c++) {
          double both = counts[k][c];
          mutual += both == 0 ? 0 : both / n * Math.log(n * both / ((double) rows[k] * columns[c]));
        }
      }
      return Math.max(0, mutual);
    }

    /** Returns the mutual information of clusters and classes of these sizes drawn at random. */
    double expected() {
      double expected = 0;
      for (int a : rows) {
        for (int b : columns) {
          for (int both = Math.max(1, a + b - n); both <= Math.min(a, b); both++) {
            double gain = (double) both / n * Math.log((double) n * both / ((double) a * b));
            expected += gain * Math.exp(chance(a, b, both));
          }
        }
      }
      return expected;
    }

    private double chance(int a, int b, int both) {
      return ways(a, both) + ways(n - a, b - both) - ways(n, b); // hypergeometric
    }

    private static double ways(int of, int chosen) {
      return Gamma.logGamma(of + 1.0)
          - Gamma.logGamma(chosen + 1.0)
          - Gamma.logGamma(of - chosen + 1.0);
    }

    double rand() {
      double both = 0;
      for (var line : counts) {
        for (double count : line) {
          both += pairs(count);
        }
      }
      double clusters = 0;
      for (int row : rows) {
        clusters += pairs(row);
      }
      double classes = 0;
      for (int column : columns) {
        classes += pairs(column);
      }
      double chance = pairs(n) == 0 ? 0 : clusters * classes / pairs(n);
      double room = (clusters + classes) / 2 - chance;
      return room == 0 ? 1 : (both - chance) / room;
    }

    private static double pairs(double count) {
      return count * (count - 1) / 2;
    }

    double pure() {
      double pure = 0;
      for (var line : counts) {
        double most = 0;
        for (double count : line) {
          most = Math.max(most, count);
        }
        pure += most;
      }
      return pure;
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "NMI %.3f, AMI %.3f, ARI %.3f, purity %.3f, accuracy %.3f",
        nmi,
        ami,
        ari,
        purity,
        accuracy);
  }
}
