package alike.report;

import alike.evaluate.Trials;

/**
 * One claim with what was measured.
 *
 * @param text the claim, one sentence
 * @param expected what it expects
 * @param measured the figure of each seed
 */
public record Claim(String text, Expect expected, Trials measured) {

  private static final double LEVEL = 0.95;

  /** Compares at once, so that seeds which do not fit are refused here. */
  public Claim {
    double unused = expected.judged(measured).mean();
    if (Double.isNaN(unused)) {
      throw new IllegalArgumentException("The figures of '%s' have no mean.".formatted(text));
    }
  }

  /** Returns what must lie within the expectation: the figure, or its difference. */
  public Trials judged() {
    return expected.judged(measured);
  }

  /**
   * Returns whether it holds: by the two-sided 95 % t interval of the mean; one seed has none and
   * is taken as it is.
   */
  public Verdict verdict() {
    var judged = judged();
    double margin = judged.size() == 1 ? 0 : judged.margin(LEVEL);
    double low = judged.mean() - margin;
    double high = judged.mean() + margin;
    if (low >= expected.low() && high <= expected.high()) {
      return strict(judged, margin) ? Verdict.HOLDS : Verdict.FAILS;
    }
    return high < expected.low() || low > expected.high() ? Verdict.FAILS : Verdict.OPEN;
  }

  /** Returns false for what equals its baseline exactly, where more or less was expected. */
  private boolean strict(Trials judged, double margin) {
    boolean touching = judged.mean() == expected.low() || judged.mean() == expected.high();
    boolean range = Double.isFinite(expected.low()) && Double.isFinite(expected.high());
    return expected.baseline().isEmpty() || range || margin > 0 || !touching;
  }

  /** Returns the difference from the baseline with its 95 % interval; empty without a baseline. */
  String evidence() {
    var judged = judged();
    var decimals = Decimals.of(judged);
    double margin = judged.size() == 1 ? Double.NaN : judged.margin(LEVEL);
    if (expected.baseline().isPresent()) {
      var mean = (judged.mean() > 0 ? "+" : "") + decimals.text(judged.mean());
      return Double.isNaN(margin) ? mean : mean + " (" + interval(decimals, judged, margin) + ")";
    }
    return Double.isNaN(margin) ? "–" : interval(decimals, judged, margin);
  }

  private static String interval(Decimals decimals, Trials judged, double margin) {
    return "%s to %s"
        .formatted(decimals.text(judged.mean() - margin), decimals.text(judged.mean() + margin));
  }
}
