package alike.evaluate;

import alike.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether predicted probabilities are what they say: of the images named with a confidence of 80 %,
 * 80 % should be right. Confidence is the largest probability of an image; bins are (low, high],
 * the first [0, high].
 *
 * @param bins bins of equal width and, for the adaptive error, of equal size; 15 is usual
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017, eq. 3</a>
 */
public record Calibration(int bins) {

  /** Checks the bins. */
  public Calibration {
    Require.positive("bins", bins);
  }

  /** Returns the measure over this many bins, 1 or more. */
  public static Calibration bins(int value) {
    return new Calibration(value);
  }

  /**
   * What was measured.
   *
   * @param error ECE, {@code Σ_b n_b/n |accuracy_b − confidence_b|} over bins of equal width, in
   *     [0, 1]; 0 is calibrated
   * @param adaptive the same over bins of equal size
   * @param logLoss the mean of {@code −ln p(right class)}, 0 or more, in nats
   * @param brier the mean of {@code Σ_c (p_c − 1[c right])²}, in [0, 2]
   * @param accuracy the part of images whose most probable class is right
   * @param confidence the mean confidence
   * @param diagram the bins of equal width that hold images, for a reliability diagram
   */
  public record Scores(
      double error,
      double adaptive,
      double logLoss,
      double brier,
      double accuracy,
      double confidence,
      List<Bin> diagram) {

    /** Copies the diagram in. */
    public Scores {
      diagram = List.copyOf(diagram);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "ECE %.4f, adaptive %.4f, log loss %.4f, Brier %.4f; accuracy %.1f %%, confidence %.1f"
              + " %%",
          error,
          adaptive,
          logLoss,
          brier,
          100 * accuracy,
          100 * confidence);
    }
  }

  /**
   * Images of like confidence.
   *
   * @param size how many
   * @param confidence their mean confidence
   * @param accuracy the part that is right
   */
  public record Bin(int size, double confidence, double accuracy) {}

  /**
   * Measures predictions.
   *
   * @param probabilities one row an image, summing to 1
   * @param labels the right class of each
   */
  public Scores of(double[][] probabilities, int[] labels) {
    Labels.requireOneEach("probabilities", probabilities.length, labels);
    int n = labels.length;
    var confidence = new double[n];
    var right = new boolean[n];
    double logLoss = 0;
    double brier = 0;
    for (int i = 0; i < n; i++) {
      double[] row = probabilities[i];
      requireProbabilities(i, row);
      int best = best(row);
      confidence[i] = row[best];
      right[i] = best == labels[i];
      logLoss -= Math.log(row[labels[i]]) / n;
      brier += (Arrays.stream(row).map(p -> p * p).sum() + 1 - 2 * row[labels[i]]) / n;
    }
    var diagram = equalWidth(confidence, right);
    return new Scores(
        error(diagram, n),
        error(equalSize(confidence, right), n),
        logLoss,
        brier,
        IntStream.range(0, n).filter(i -> right[i]).count() / (double) n,
        Arrays.stream(confidence).sum() / n,
        diagram);
  }

  private static void requireProbabilities(int row, double[] values) {
    double sum = Arrays.stream(values).sum();
    if (!(Math.abs(sum - 1) < 1e-3) || Arrays.stream(values).anyMatch(p -> p < 0)) {
      throw new IllegalArgumentException(
          "Row %d must hold probabilities that sum to 1, got the sum %s. Take a softmax of logits first."
              .formatted(row, sum));
    }
  }

  private static int best(double[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  private List<Bin> equalWidth(double[] confidence, boolean[] right) {
    var members = new ArrayList<List<Integer>>();
    IntStream.range(0, bins).forEach(bin -> members.add(new ArrayList<>()));
    for (int i = 0; i < confidence.length; i++) {
      int bin = Math.min(bins, Math.max(1, (int) Math.ceil(confidence[i] * bins)));
      boolean rounded = bin > 1 && confidence[i] <= (bin - 1.0) / bins; // 0.07 × 100 is above 7
      members.get(rounded ? bin - 2 : bin - 1).add(i);
    }
    return members.stream()
        .filter(each -> !each.isEmpty())
        .map(each -> bin(each, confidence, right))
        .toList();
  }

  private List<Bin> equalSize(double[] confidence, boolean[] right) {
    var order =
        IntStream.range(0, confidence.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> confidence[i]))
            .toList();
    long n = order.size();
    return IntStream.range(0, bins)
        .mapToObj(bin -> order.subList((int) (bin * n / bins), (int) ((bin + 1) * n / bins)))
        .filter(each -> !each.isEmpty())
        .map(each -> bin(each, confidence, right))
        .toList();
  }

  private static Bin bin(List<Integer> members, double[] confidence, boolean[] right) {
    double sum = 0;
    int hits = 0;
    for (int i : members) {
      sum += confidence[i];
      hits += right[i] ? 1 : 0;
    }
    return new Bin(members.size(), sum / members.size(), (double) hits / members.size());
  }

  private static double error(List<Bin> bins, int n) {
    return bins.stream()
        .mapToDouble(bin -> (double) bin.size() / n * Math.abs(bin.accuracy() - bin.confidence()))
        .sum();
  }

  @Override
  public String toString() {
    return "Calibration.bins(%d)".formatted(bins);
  }
}
