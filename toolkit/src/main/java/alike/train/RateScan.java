package alike.train;

import alike.show.Figure;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** The losses at growing learning rates: what {@link RateFinder} found. */
public final class RateScan {

  private static final double KEPT = 0.9; // of the smoothed loss at each step
  private static final int SETTLED = 5; // steps before the smoothed loss says anything

  private final double[] rates;
  private final double[] losses;
  private final double[] smoothed;

  RateScan(double[] rates, double[] losses) {
    this.rates = rates.clone();
    this.losses = losses.clone();
    this.smoothed = smoothed(losses);
  }

  static RateScan of(Metrics metrics) {
    var loss = metrics.series("loss");
    var rates = new double[loss.size()];
    var losses = new double[loss.size()];
    for (int i = 0; i < losses.length; i++) {
      rates[i] = metrics.series("rate").value(i);
      losses[i] = loss.value(i);
    }
    return new RateScan(rates, losses);
  }

  /**
   * Returns a running mean, each value counting 0.9 of the one after it, corrected at its start.
   */
  private static double[] smoothed(double[] values) {
    var means = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum = KEPT * sum + (1 - KEPT) * values[i];
      means[i] = sum / (1 - Math.pow(KEPT, i + 1));
    }
    return means;
  }

  /**
   * Returns the rate at which the smoothed loss falls fastest over the rate's logarithm, before it
   * is at its least: a good one for the peak of a schedule.
   *
   * @throws IllegalStateException if the loss never fell
   */
  public double suggestion() {
    int best = -1;
    double steepest = 0;
    for (int i = SETTLED; i <= least(); i++) {
      double slope = (smoothed[i] - smoothed[i - 1]) / Math.log(rates[i] / rates[i - 1]);
      if (slope < steepest) {
        steepest = slope;
        best = i;
      }
    }
    if (best < 0) {
      throw new IllegalStateException(
          "The loss fell at none of %d rates from %.3g. Start lower, take more steps, or look at the chart."
              .formatted(rates.length, rates.length == 0 ? Double.NaN : rates[0]));
    }
    return rates[best];
  }

  /** Returns where the smoothed loss is at its least. */
  private int least() {
    int least = Math.min(SETTLED, smoothed.length) - 1;
    for (int i = SETTLED; i < smoothed.length; i++) {
      least = smoothed[i] < smoothed[least] ? i : least;
    }
    return least;
  }

  /** Returns one row a step: rate, loss, smoothed loss. */
  public Table table() {
    return Table.create(
        "learning rates",
        DoubleColumn.create("rate", rates),
        DoubleColumn.create("loss", losses),
        DoubleColumn.create("smoothed loss", smoothed));
  }

  /** Draws the loss over the rate's decimal logarithm. */
  public Figure chart() {
    var logarithms = new double[rates.length];
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] = Math.log10(rates[i]);
    }
    return Figure.lines(
            "Loss at growing learning rates", "log10 of the learning rate", "loss (nats)")
        .faint("loss, each step", logarithms, losses)
        .line("loss, smoothed", logarithms, smoothed);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d rates from %.3g to %.3g, suggestion %s",
        rates.length,
        rates.length == 0 ? Double.NaN : rates[0],
        rates.length == 0 ? Double.NaN : rates[rates.length - 1],
        told());
  }

  private String told() {
    try {
      return String.format(Locale.ROOT, "%.3g", suggestion());
    } catch (IllegalStateException e) {
      return "none: the loss never fell";
    }
  }
}
