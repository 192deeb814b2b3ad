package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.optimize.Sgd;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RateFinderTest {

  /** Returns losses that are flat, fall as a logistic curve around a rate, and rise at the end. */
  private static RateScan made(double at) {
    var rates = new double[200];
    var losses = new double[200];
    Arrays.setAll(rates, i -> 1e-6 * Math.pow(1e7, i / 199.0));
    Arrays.setAll(
        losses,
        i ->
            6
                - 2 / (1 + Math.pow(at / rates[i], 2))
                + (rates[i] > 1 ? 3 * Math.log10(rates[i]) : 0));
    return new RateScan(rates, losses);
  }

  @Test
  void suggests_the_rate_at_which_the_loss_falls_fastest() {
    for (double at : new double[] {1e-4, 1e-3, 1e-2}) {
      double suggestion = made(at).suggestion();
      assertThat(Math.log10(suggestion / at)).as("%s", at).isBetween(-0.1, 0.6); // smoothing lags
    }
  }

  @Test
  void a_loss_that_never_falls_gives_no_suggestion() {
    var rates = new double[20];
    Arrays.setAll(rates, i -> i + 1);
    var scan = new RateScan(rates, rates);

    assertThatThrownBy(scan::suggestion)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("none of 20 rates", "Start lower");
    assertThat(scan)
        .hasToString("20 rates from 1.00 to 20.0, suggestion none: the loss never fell");
  }

  @OnBothEngines
  void tries_rates_that_grow_by_a_factor_and_leaves_nothing_behind(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    var finder =
        RateFinder.of(Small.pretrain().optimizer(Sgd.rate(7).scaledByBatch()))
            .between(1e-4, 1)
            .steps(13);

    var table = finder.on(Small.IMAGES).table();

    assertThat(table.rowCount()).isEqualTo(13);
    var rates = table.doubleColumn("rate");
    assertThat(rates.get(0)).isCloseTo(1e-4, within(1e-12));
    assertThat(rates.get(12)).isCloseTo(1, within(1e-9));
    assertThat(rates.get(6) / rates.get(5)).isCloseTo(Math.pow(1e4, 1 / 12.0), within(1e-9));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void a_rate_that_is_far_too_high_ends_the_search(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    var plain = Small.pretrain().optimizer(Sgd.rate(1).decay(0.5));

    var scan = RateFinder.of(plain).between(1e-3, 1e30).steps(40).on(Small.IMAGES);

    assertThat(scan.table().rowCount()).isBetween(2, 39);
    assertThat(scan.chart().csv()).contains("loss, smoothed");
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @Test
  void settings_out_of_range_are_refused() {
    var finder = RateFinder.of(Small.pretrain());
    assertThatThrownBy(() -> finder.between(1, 0.1)).hasMessageContainingAll("must grow", "1.0");
    assertThatThrownBy(() -> finder.between(0, 0.1)).hasMessageContaining("low");
    assertThatThrownBy(() -> finder.steps(9)).hasMessageContainingAll("steps", "10 or more");
  }
}
