package alike.evaluate;

import alike.check.Require;
import alike.model.Embeddings;
import java.util.Locale;

/**
 * Signs of collapse in the columns of embeddings, those of length 1 first.
 *
 * @param deviation {@code mean_d std_i(z_id)} of rows divided by their length, with N − 1: near
 *     1/√D is healthy, 0 is collapsed
 * @param healthy 1/√D, what the deviation is compared with
 * @param cosine the mean cosine similarity of two different rows, in [−1/(N − 1), 1]: 1 is
 *     collapsed
 * @param redundancy {@code ‖C − I‖²_F / (D (D − 1))} with C the correlations of the columns, in [0,
 *     1]: 0 when no two columns tell the same; columns that do not vary correlate with none
 * @see <a href="https://arxiv.org/abs/2011.10566">Chen and He 2020, section 4.1, the deviation</a>
 */
public record FeatureSpread(double deviation, double healthy, double cosine, double redundancy) {

  /** Measures two embeddings or more. */
  public static FeatureSpread of(Embeddings rows) {
    Require.atLeast("rows", 2, rows.size());
    return new FeatureSpread(
        deviation(rows), 1 / Math.sqrt(rows.width()), cosine(rows), redundancy(rows));
  }

  private static double deviation(Embeddings rows) {
    var unit = rows.unit();
    double[] mean = Rows.mean(unit);
    float[] values = unit.values();
    var squares = new double[rows.width()];
    for (int i = 0; i < values.length; i++) {
      double apart = values[i] - mean[i % squares.length];
      squares[i % squares.length] += apart * apart;
    }
    double sum = 0;
    for (double square : squares) {
      sum += Math.sqrt(square / (rows.size() - 1));
    }
    return sum / rows.width();
  }

  private static double cosine(Embeddings rows) {
    var unit = rows.unit();
    float[] values = unit.values();
    double own = 0;
    for (float value : values) {
      own += (double) value * value;
    }
    double all = 0;
    for (double mean : Rows.mean(unit)) {
      all += mean * mean;
    }
    double n = rows.size();
    return (all * n * n - own) / (n * (n - 1));
  }

  private static double redundancy(Embeddings rows) {
    double[][] covariance = Gram.of(rows.values(), rows.width(), true);
    double sum = 0;
    for (int i = 0; i < rows.width(); i++) {
      for (int j = 0; j < rows.width(); j++) {
        double scale = covariance[i][i] * covariance[j][j];
        sum += i == j || scale <= 0 ? 0 : covariance[i][j] * covariance[i][j] / scale;
      }
    }
    return rows.width() == 1 ? 0 : sum / (rows.width() * (rows.width() - 1.0));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "deviation %.4f (healthy %.4f), mean cosine %.3f, redundancy %.3f",
        deviation,
        healthy,
        cosine,
        redundancy);
  }
}
