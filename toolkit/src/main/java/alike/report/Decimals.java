package alike.report;

import alike.evaluate.Trials;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many figures stand behind the point, the same for a whole column.
 *
 * @param digits 0 or more
 */
record Decimals(int digits) {

  /** Returns what suits figures of this size: 83.1, 5.24, 0.831, 0.0042. */
  static Decimals of(List<Trials> column) {
    double largest =
        column.stream()
            .flatMapToDouble(trials -> Arrays.stream(trials.values()))
            .map(Math::abs)
            .max()
            .orElse(0);
    return new Decimals(
        largest >= 1000 ? 0 : largest >= 10 ? 1 : largest >= 1 ? 2 : largest >= 0.05 ? 3 : 4);
  }

  static Decimals of(Trials trials) {
    return of(List.of(trials));
  }

  String text(double value) {
    var text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text.replace('-', '−');
  }

  /** Returns mean ± standard deviation; of one seed the figure alone. */
  String text(Trials trials) {
    return trials.size() == 1
        ? text(trials.mean())
        : text(trials.mean()) + " ± " + text(trials.deviation());
  }
}
