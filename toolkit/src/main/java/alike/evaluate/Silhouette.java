package alike.evaluate;

import alike.check.Require;
import alike.engine.Panels;
import alike.engine.Products;
import alike.model.Embeddings;
import java.util.Arrays;

/**
 * How much nearer each row is to its own cluster than to the next: the mean of {@code (b − a) /
 * max(a, b)}, with a the mean Euclidean distance to the other rows of its cluster and b the least
 * mean distance to the rows of another. In [−1, 1], higher is better; a row that is alone in its
 * cluster counts 0. Exact over all pairs; memory does not grow with them.
 *
 * @see <a href="https://doi.org/10.1016/0377-0427(87)90125-7">Rousseeuw 1987</a>
 */
public final class Silhouette {

  private Silhouette() {}

  /**
   * Returns it for clusters.
   *
   * @param rows two embeddings or more
   * @param clusters the cluster of each row, from 0; two different ones or more
   */
  public static double of(Embeddings rows, int[] clusters) {
    Labels.requireOneEach("rows", rows.size(), clusters);
    int[] sizes = Labels.counts(clusters, Labels.classes(clusters));
    int used = (int) Arrays.stream(sizes).filter(size -> size > 0).count();
    Require.atLeast("the number of different clusters", 2, used);
    float[] values = Rows.less(rows, Rows.mean(rows));
    var halves = Rows.minusHalfSquares(values, rows.width());
    var scores = new double[rows.size()];
    Products.each(
        values,
        Panels.of(values, rows.size(), rows.width(), halves),
        () -> new Sums(halves, clusters, sizes, scores));
    double sum = 0;
    for (double score : scores) {
      sum += score;
    }
    return sum / rows.size();
  }

  private static final class Sums implements Products.Sink {
    private final float[] halves;
    private final int[] clusters;
    private final int[] sizes;
    private final double[] scores;
    private final double[][] sums; // of the distances to each cluster, one line a row of the block
    private int from;
    private int to;

    Sums(float[] halves, int[] clusters, int[] sizes, double[] scores) {
      this.halves = halves;
      this.clusters = clusters;
      this.sizes = sizes;
      this.scores = scores;
      this.sums = new double[Products.ROWS][sizes.length];
    }

    @Override
    public void begin(int first, int end) {
      from = first;
      to = end;
      for (var line : sums) {
        Arrays.fill(line, 0);
      }
    }

    @Override
    public void take(int row, int column, float[] products, int at, int count) {
      var line = sums[row - from];
      for (int i = 0; i < count; i++) {
        double square = -2.0 * (products[at + i] + (double) halves[row]);
        if (column + i != row) {
          line[clusters[column + i]] += Math.sqrt(Math.max(0, square));
        }
      }
    }

    @Override
    public void end() {
      for (int row = from; row < to; row++) {
        scores[row] = score(sums[row - from], clusters[row]);
      }
    }

    private double score(double[] line, int own) {
      if (sizes[own] == 1) {
        return 0;
      }
      double next = Double.POSITIVE_INFINITY;
      for (int k = 0; k < sizes.length; k++) {
        next = k == own || sizes[k] == 0 ? next : Math.min(next, line[k] / sizes[k]);
      }
      double inside = line[own] / (sizes[own] - 1);
      double larger = Math.max(inside, next);
      return larger == 0 ? 0 : (next - inside) / larger;
    }
  }
}
