package alike.evaluate;

import alike.model.Embeddings;
import java.util.Arrays;
import java.util.Locale;

/**
 * The singular values σ of embeddings [N, D], from the float64 eigenvalues of {@code XᵀX}, and what
 * they tell of how many dimensions are used: a collapse shows as a rank far below min(N, D).
 *
 * <table>
 * <caption>Measures; each lies in [1, min(N, D)], higher means more dimensions</caption>
 * <tr><td>RankMe<td>{@code exp(−Σ p ln p)}, {@code p = σ/Σσ + 1e-7}; on rows as they are
 * <tr><td>effective rank<td>the same without 1e-7; here mostly on centred rows
 * <tr><td>eigenvalue rank<td>{@code exp(−Σ p ln p)}, {@code p = σ²/Σσ²}
 * <tr><td>participation ratio<td>{@code (Σσ²)² / Σσ⁴}
 * <tr><td>stable rank<td>{@code Σσ² / max σ²}
 * </table>
 *
 * <p>All of them are 0 where every number is 0.
 *
 * @see <a href="https://arxiv.org/abs/2210.02885">Garrido et al. 2023, RankMe, eq. 1; 25,600 rows
 *     or more are advised</a>
 * @see "Roy and Vetterli 2007, The effective rank: a measure of effective dimensionality"
 */
public final class Spectrum {

  private final String rows;
  private final double[] values;

  private Spectrum(String rows, double[] values) {
    this.rows = rows;
    this.values = values;
  }

  /** Returns the spectrum of embeddings as they are. */
  public static Spectrum of(Embeddings rows) {
    return of("raw", rows.values(), rows.width(), false);
  }

  /** Returns the spectrum of embeddings less their mean: that of their covariance. */
  public static Spectrum centred(Embeddings rows) {
    return of("centred", rows.values(), rows.width(), true);
  }

  /** Returns the spectrum of embeddings, each divided by its length. */
  public static Spectrum normalised(Embeddings rows) {
    return of("normalised", rows.unit().values(), rows.width(), false);
  }

  private static Spectrum of(String name, float[] rows, int width, boolean centred) {
    double[] squares = Gram.eigen(Gram.of(rows, width, centred)).getRealEigenvalues();
    double[] values =
        Arrays.stream(squares).map(square -> Math.sqrt(Math.max(0, square))).sorted().toArray();
    int count = Math.min(width, rows.length / width);
    var largest = new double[count];
    Arrays.setAll(largest, i -> values[values.length - 1 - i]);
    return new Spectrum(name, largest);
  }

  /** Returns the singular values, largest first. */
  public double[] values() {
    return values.clone();
  }

  /** Returns RankMe. */
  public double rankMe() {
    return rank(1, 1e-7);
  }

  /** Returns the effective rank. */
  public double effectiveRank() {
    return rank(1, 0);
  }

  /** Returns the effective rank of the eigenvalues σ². */
  public double eigenvalueRank() {
    return rank(2, 0);
  }

  /** Returns the participation ratio. */
  public double participationRatio() {
    double squares = sum(2);
    return squares == 0 ? 0 : squares * squares / sum(4);
  }

  /** Returns the stable rank. */
  public double stableRank() {
    return values[0] == 0 ? 0 : sum(2) / (values[0] * values[0]);
  }

  private double rank(int power, double added) {
    double sum = sum(power);
    if (sum == 0) {
      return 0;
    }
    double entropy = 0;
    for (double value : values) {
      double p = Math.pow(value, power) / sum + added;
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return Math.exp(entropy);
  }

  private double sum(int power) {
    return Arrays.stream(values).map(value -> Math.pow(value, power)).sum();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d singular values of %s rows: effective rank %.2f, RankMe %.2f",
        values.length,
        rows,
        effectiveRank(),
        rankMe());
  }
}
