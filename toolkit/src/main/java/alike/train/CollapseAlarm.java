package alike.train;

import alike.data.ImageSet;
import alike.model.Embeddings;
import alike.model.Encoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Looks after every epoch whether the representations of a few fixed images still differ: {@code
 * sample spread} is {@code mean_d std_i(z_id) · √D} of rows divided by their length, near 1 when
 * healthy and 0 when all are equal; {@code sample rank} is {@code exp(−Σ p ln p)} with p the
 * singular values of the centred rows over their sum, between 1 and the smaller of D and N − 1.
 *
 * @param sample the images
 * @see <a href="https://arxiv.org/abs/2011.10566">Chen and He 2020, section 4.1, the spread</a>
 * @see <a href="https://doi.org/10.5281/zenodo.40610">Roy and Vetterli 2007, the rank</a>
 */
record CollapseAlarm(ImageSet sample) {

  static final List<String> FIGURES = List.of("sample spread", "sample rank");

  private static final int MOST = 128; // images
  private static final double LEAST_SPREAD = 0.03;
  private static final double LEAST_RANK = 1.1;

  /** Returns an alarm that looks at up to 128 images from all over a set. */
  static CollapseAlarm on(ImageSet images) {
    int count = Math.min(MOST, images.size());
    var places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = (int) ((long) i * images.size() / count);
    }
    return new CollapseAlarm(images.subset(places));
  }

  /** Returns both figures by name. */
  Map<String, Double> measure(Encoder encoder) {
    var rows = encoder.embed(sample);
    var figures = new LinkedHashMap<String, Double>();
    figures.put(FIGURES.get(0), spread(rows.unit()));
    figures.put(FIGURES.get(1), rank(rows));
    return figures;
  }

  /** Returns a warning if the last figures are those of a collapse. */
  Optional<String> warning(Metrics metrics) {
    double spread = metrics.series(FIGURES.get(0)).last();
    double rank = metrics.series(FIGURES.get(1)).last();
    return spread >= LEAST_SPREAD && rank >= LEAST_RANK
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "The representations may have collapsed: their spread is %.3f of a healthy one,"
                    + " their effective rank %.1f. Lower the learning rate, take larger batches, or"
                    + " check the views.",
                spread,
                rank));
  }

  private static double spread(Embeddings unit) {
    double sum = 0;
    for (int column = 0; column < unit.width(); column++) {
      double mean = mean(unit, column);
      double squares = 0;
      for (int row = 0; row < unit.size(); row++) {
        squares += Math.pow(unit.get(row, column) - mean, 2);
      }
      sum += Math.sqrt(squares / Math.max(1, unit.size() - 1));
    }
    return sum / Math.sqrt(unit.width());
  }

  private static double mean(Embeddings rows, int column) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      sum += rows.get(row, column);
    }
    return sum / rows.size();
  }

  /** Takes the singular values from the products of the rows, which are fewer than the columns. */
  private static double rank(Embeddings rows) {
    var centred = new double[rows.size()][rows.width()];
    for (int column = 0; column < rows.width(); column++) {
      double mean = mean(rows, column);
      for (int row = 0; row < rows.size(); row++) {
        centred[row][column] = rows.get(row, column) - mean;
      }
    }
    var matrix = new Array2DRowRealMatrix(centred, false);
    double[] squares =
        new EigenDecomposition(matrix.multiply(matrix.transpose())).getRealEigenvalues();
    double sum = 0;
    for (double square : squares) {
      sum += Math.sqrt(Math.max(0, square));
    }
    double entropy = 0;
    for (double square : squares) {
      double part = sum == 0 ? 0 : Math.sqrt(Math.max(0, square)) / sum;
      entropy -= part < 1e-7 ? 0 : part * Math.log(part); // rounding is no direction
    }
    return Math.exp(entropy);
  }
}
