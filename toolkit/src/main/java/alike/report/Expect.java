package alike.report;

import alike.check.Require;
import alike.evaluate.Trials;
import java.util.Locale;
import java.util.Optional;

/**
 * What a claim expects of a figure over seeds: to lie in a range, or to differ from that of a
 * baseline by so much, seed by seed.
 *
 * @param text the expectation in words
 * @param low what the figure, or its difference, is at least; −∞ for no bound
 * @param high what it is at most; +∞ for no bound
 * @param baseline what it is compared with; empty where the figure itself is meant
 */
public record Expect(String text, double low, double high, Optional<Trials> baseline) {

  /** Checks the bounds. */
  public Expect {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "An expectation goes from low to high, got %s to %s.".formatted(low, high));
    }
  }

  /** Expects a figure of at least this much. */
  public static Expect atLeast(double value) {
    return new Expect("at least " + number(value), value, Double.POSITIVE_INFINITY, absolute());
  }

  /** Expects a figure of at most this much. */
  public static Expect atMost(double value) {
    return new Expect("at most " + number(value), Double.NEGATIVE_INFINITY, value, absolute());
  }

  /** Expects a figure from low to high. */
  public static Expect within(double low, double high) {
    return new Expect("%s to %s".formatted(number(low), number(high)), low, high, absolute());
  }

  /** Expects a figure that is off by no more than a tolerance, 0 or more. */
  public static Expect about(double value, double tolerance) {
    Require.notNegative("tolerance", tolerance);
    var text = "%s, give or take %s".formatted(number(value), number(tolerance));
    return new Expect(text, value - tolerance, value + tolerance, absolute());
  }

  /** Expects more than a baseline reaches with the same seeds. */
  public static Expect above(String name, Trials baseline) {
    return aboveBy(0, name, baseline);
  }

  /** Expects less than a baseline reaches with the same seeds. */
  public static Expect below(String name, Trials baseline) {
    return belowBy(0, name, baseline);
  }

  /** Expects at least {@code margin} more than a baseline; a negative one allows for a loss. */
  public static Expect aboveBy(double margin, String name, Trials baseline) {
    var text = against("above", margin, name, baseline);
    return new Expect(text, margin, Double.POSITIVE_INFINITY, Optional.of(baseline));
  }

  /** Expects at least {@code margin} less than a baseline. */
  public static Expect belowBy(double margin, String name, Trials baseline) {
    var text = against("below", margin, name, baseline);
    return new Expect(text, Double.NEGATIVE_INFINITY, -margin, Optional.of(baseline));
  }

  /** Expects what a baseline reaches, off by no more than a tolerance, 0 or more. */
  public static Expect like(String name, Trials baseline, double tolerance) {
    Require.notNegative("tolerance", tolerance);
    var text =
        "within %s of %s (%s)"
            .formatted(number(tolerance), name, Decimals.of(baseline).text(baseline));
    return new Expect(text, -tolerance, tolerance, Optional.of(baseline));
  }

  private static String against(String side, double margin, String name, Trials baseline) {
    var by = margin == 0 ? "" : " by " + number(margin);
    return "%s %s (%s)%s".formatted(side, name, Decimals.of(baseline).text(baseline), by);
  }

  private static Optional<Trials> absolute() {
    return Optional.empty();
  }

  static String number(double value) {
    var text = String.format(Locale.ROOT, "%.4g", value);
    text = text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
    return text.replace('-', '−');
  }

  /** Returns what must lie between the bounds: the figure, or its difference from the baseline. */
  Trials judged(Trials measured) {
    return baseline.map(other -> difference(measured, other)).orElse(measured);
  }

  private static Trials difference(Trials measured, Trials other) {
    return measured.size() == 1 && other.size() == 1
        ? Trials.of(measured.mean() - other.mean())
        : measured.against(other).difference();
  }
}
