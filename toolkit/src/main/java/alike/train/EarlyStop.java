package alike.train;

import alike.check.Require;
import java.util.Locale;
import java.util.Optional;

/**
 * Ends a training when a figure has not got better for some epochs. It follows from the figures
 * alone, so a run that is taken up again stops where it would have stopped.
 *
 * @param figure what a monitor records, or {@code loss}, which is its mean over the epoch
 * @param patience epochs in a row without a gain, 1 or more; default 5
 * @param gain what counts as better: by more than this, 0 or more; default 0
 * @param goal which way is better
 */
public record EarlyStop(String figure, int patience, double gain, Goal goal) {

  /** Which way a figure gets better. */
  public enum Goal {
    /** Higher is better, as of an accuracy. */
    HIGHER,
    /** Lower is better, as of a loss. */
    LOWER
  }

  /** Checks the settings. */
  public EarlyStop {
    Require.positive("patience", patience);
    Require.notNegative("gain", gain);
  }

  /** Returns a stop when a figure has not risen for 5 epochs; the loss: has not fallen. */
  public static EarlyStop on(String figure) {
    return new EarlyStop(figure, 5, 0, figure.equals("loss") ? Goal.LOWER : Goal.HIGHER);
  }

  /** Returns a copy with another patience, epochs, 1 or more. */
  public EarlyStop patience(int value) {
    return new EarlyStop(figure, value, gain, goal);
  }

  /** Returns a copy for which only a larger gain counts. */
  public EarlyStop gain(double value) {
    return new EarlyStop(figure, patience, value, goal);
  }

  /** Returns a copy for a figure that is to fall. */
  public EarlyStop falling() {
    return new EarlyStop(figure, patience, gain, Goal.LOWER);
  }

  /**
   * Returns why the training is over, if it is.
   *
   * @throws IllegalStateException if the last epoch recorded no such figure
   */
  Optional<String> over(Metrics metrics) {
    var table = EpochTable.of("", metrics);
    if (table.isEmpty()) {
      return Optional.empty();
    }
    if (!table.containsColumn(figure)
        || Double.isNaN(table.doubleColumn(figure).getDouble(table.rowCount() - 1))) {
      throw new IllegalStateException(
          "%s waits for \"%s\", but the last epoch recorded only %s. Add the monitor that records it, or name one of these."
              .formatted(this, figure, table.columnNames()));
    }
    int best = 0;
    double sign = goal == Goal.HIGHER ? 1 : -1;
    var values = table.doubleColumn(figure);
    for (int epoch = 1; epoch < values.size(); epoch++) {
      if (sign * values.getDouble(epoch) > sign * values.getDouble(best) + gain) {
        best = epoch;
      }
    }
    return values.size() - 1 - best < patience
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Stopped early: %s was best after epoch %d (%.4g) and has not got better in %d"
                    + " epochs.",
                figure,
                best + 1,
                values.getDouble(best),
                values.size() - 1 - best));
  }

  @Override
  public String toString() {
    boolean usual = goal == (figure.equals("loss") ? Goal.LOWER : Goal.HIGHER);
    return "EarlyStop.on(\"%s\").patience(%d)%s%s"
        .formatted(
            figure, patience, gain == 0 ? "" : ".gain(" + gain + ")", usual ? "" : ".falling()");
  }
}
