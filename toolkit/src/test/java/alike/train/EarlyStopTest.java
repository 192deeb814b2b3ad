package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EarlyStopTest {

  private static Metrics epochs(String figure, double... values) {
    var metrics = new Metrics();
    for (int i = 0; i < values.length; i++) {
      metrics.add(figure, i + 1, values[i]);
      metrics.add("epoch", i + 1, i + 1);
    }
    return metrics;
  }

  @Test
  void waits_as_long_as_its_patience_after_the_best_epoch() {
    var stop = EarlyStop.on("knn").patience(2);

    assertThat(stop.over(new Metrics())).isEmpty();
    assertThat(stop.over(epochs("knn", 0.5))).isEmpty();
    assertThat(stop.over(epochs("knn", 0.5, 0.4))).isEmpty();
    assertThat(stop.over(epochs("knn", 0.5, 0.4, 0.6, 0.6))).isEmpty();
    assertThat(stop.over(epochs("knn", 0.5, 0.4, 0.6, 0.6, 0.6)).orElseThrow())
        .contains("knn was best after epoch 3 (0.6000)", "2 epochs");
  }

  @Test
  void a_gain_too_small_is_none_and_a_loss_is_to_fall() {
    var stop = EarlyStop.on("knn").patience(2);

    assertThat(stop.gain(0.1).over(epochs("knn", 0.5, 0.55, 0.58))).isPresent();
    assertThat(stop.over(epochs("knn", 0.5, 0.55, 0.58))).isEmpty();
    assertThat(EarlyStop.on("loss").patience(2).over(epochs("loss", 3, 2, 1))).isEmpty();
    assertThat(EarlyStop.on("loss").patience(2).over(epochs("loss", 1, 2, 3))).isPresent();
    assertThat(stop.falling().over(epochs("knn", 1, 2, 3))).isPresent();
    assertThat(EarlyStop.on("m").falling().gain(0.5))
        .hasToString("EarlyStop.on(\"m\").patience(5).gain(0.5).falling()");
  }

  @Test
  void a_figure_that_no_monitor_records_is_named_with_those_there_are() {
    var metrics = epochs("knn", 0.5, 0.6);

    assertThatThrownBy(() -> EarlyStop.on("online").over(metrics))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("\"online\"", "knn", "monitor");
    metrics.add("epoch", 3, 3);
    assertThatThrownBy(() -> EarlyStop.on("knn").over(metrics))
        .isInstanceOf(IllegalStateException.class);
  }
}
