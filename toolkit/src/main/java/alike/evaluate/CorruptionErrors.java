package alike.evaluate;

import alike.augment.Corruption;
import alike.check.Require;
import alike.data.ImageSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Errors on corrupted test images: one row a corruption, one number a severity, each the part of
 * images classified wrongly, in [0, 1]. Lower is better.
 *
 * @see <a href="https://arxiv.org/abs/1903.12261">Hendrycks and Dietterich 2019, section 4.1</a>
 */
public final class CorruptionErrors {

  private static final int SEVERITIES = 5;

  private final Map<String, double[]> errors = new LinkedHashMap<>();

  private CorruptionErrors(Map<String, double[]> errors) {
    errors.forEach((name, row) -> this.errors.put(name, row.clone()));
  }

  /**
   * Takes a table of errors.
   *
   * @param errors for each corruption the error at severity 1, 2, …; one corruption or more
   */
  public static CorruptionErrors of(Map<String, double[]> errors) {
    Require.positive("the number of corruptions", errors.size());
    errors.forEach(
        (name, row) -> {
          Require.positive("the number of severities of " + name, row.length);
          for (double error : row) {
            Require.probability("an error of " + name, error);
          }
        });
    return new CorruptionErrors(errors);
  }

  /**
   * Measures errors on images that are corrupted in some ways at the severities 1 to 5.
   *
   * @param images clean test images
   * @param corruptions which, for example {@link Corruption#grey()}
   * @param error returns the part of images that are classified wrongly
   */
  public static CorruptionErrors measure(
      ImageSet images, List<Corruption> corruptions, ToDoubleFunction<ImageSet> error) {
    var errors = new LinkedHashMap<String, double[]>();
    for (var each : corruptions) {
      var row = new double[SEVERITIES];
      Arrays.setAll(row, s -> error.applyAsDouble(each.severity(s + 1).applyTo(images, 0)));
      errors.put(each.label(), row);
    }
    return of(errors);
  }

  /** Returns the mean over all corruptions, each the mean over its severities, in [0, 1]. */
  public double mean() {
    return errors.values().stream().mapToDouble(CorruptionErrors::mean).average().orElseThrow();
  }

  /** Returns each corruption's mean over its severities. */
  public Map<String, Double> each() {
    var each = new LinkedHashMap<String, Double>();
    errors.forEach((name, row) -> each.put(name, mean(row)));
    return each;
  }

  /** Returns how much the mean exceeds the error on clean images, in [−1, 1]. */
  public double relative(double clean) {
    return mean() - Require.probability("clean", clean);
  }

  /**
   * Returns mCE: {@code mean_c (Σ_s E_cs / Σ_s B_cs)}; 1 for the baseline itself. The source
   * divides by the errors of AlexNet.
   *
   * @param baseline errors B of another classifier on the same corruptions and severities
   */
  public double relativeTo(CorruptionErrors baseline) {
    requireSame(baseline);
    return errors.keySet().stream()
        .mapToDouble(name -> mean(row(name)) / mean(baseline.row(name)))
        .average()
        .orElseThrow();
  }

  /**
   * Returns relative mCE: {@code mean_c (Σ_s (E_cs − E_clean) / Σ_s (B_cs − B_clean))}.
   *
   * @param clean the error on clean images
   * @param baseline errors B of another classifier on the same corruptions and severities
   * @param baselineClean its error on clean images
   */
  public double relativeTo(double clean, CorruptionErrors baseline, double baselineClean) {
    requireSame(baseline);
    Require.probability("clean", clean);
    Require.probability("baselineClean", baselineClean);
    return errors.keySet().stream()
        .mapToDouble(name -> (mean(row(name)) - clean) / (mean(baseline.row(name)) - baselineClean))
        .average()
        .orElseThrow();
  }

  private double[] row(String name) {
    return errors.getOrDefault(name, new double[0]);
  }

  private void requireSame(CorruptionErrors baseline) {
    errors.forEach(
        (name, row) -> {
          if (baseline.row(name).length != row.length || baseline.errors.size() != errors.size()) {
            throw new IllegalArgumentException(
                "The baseline must have the same corruptions and severities: %s here, %s there."
                    .formatted(errors.keySet(), baseline.errors.keySet()));
          }
        });
  }

  private static double mean(double[] row) {
    return Arrays.stream(row).sum() / row.length;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d corruptions, mean error %.1f %%", errors.size(), 100 * mean());
  }
}
