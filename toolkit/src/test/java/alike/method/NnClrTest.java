package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.InfoNce;
import alike.model.MlpHead;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NnClrTest implements MethodContract {

  private static final int WIDTH = 6;

  private static NnClr heads(NnClr method, int hidden, int last, int predictor) {
    return method.withHeads(
        MlpHead.widths(hidden, hidden, last)
            .withHidden(MlpHead.Hidden.NORM)
            .withLast(MlpHead.Last.NORM),
        MlpHead.widths(predictor, last).withHidden(MlpHead.Hidden.NORM));
  }

  @Override
  public NnClr small() {
    return heads(NnClr.temperature(0.3).queue(20), 10, WIDTH, 12);
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(heads(NnClr.temperature(0.1), 64, 32, 64), 6, 0.01);
  }

  private static NDArray embedding(Rehearsal training, Views views, int view) {
    return training.network("head").teach(training.network("encoder").teach(views.view(view)));
  }

  private static double[][] embedding(Rehearsal training, int view) {
    return PlainMath.unit(training.of(views -> embedding(training, views, view)), WIDTH);
  }

  private static double[][] prediction(Rehearsal training, int view) {
    return PlainMath.unit(
        training.of(
            views -> training.network("predictor").teach(embedding(training, views, view))),
        WIDTH);
  }

  private static double[][] neighbours(double[][] rows, double[][] queue) {
    return Arrays.stream(rows)
        .map(row -> queue[PlainMath.nearest(row, queue)])
        .toArray(double[][]::new);
  }

  @OnBothEngines
  void five_steps_are_what_plain_loops_do(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      var start = (float[]) training.save().arrays().get("method.queue.rows");
      double[][] queue = PlainMath.unit(start, WIDTH);
      int place = 0;
      for (int step = 0; step < 5; step++) {
        double[][] first = embedding(training, 0);
        double[][] second = embedding(training, 1);
        double expected =
            (PlainMath.matching(neighbours(first, queue), prediction(training, 1), 0.3)
                    + PlainMath.matching(neighbours(second, queue), prediction(training, 0), 0.3))
                / 2;

        double loss = training.step();

        assertThat(loss).isCloseTo(expected, within(1e-5));
        place = PlainMath.enqueue(queue, place, first);
        PlainMath.assertClose(
            (float[]) training.save().arrays().get("method.queue.rows"), queue);
      }
    }
  }

  @Test
  void impossible_settings_are_refused() {
    var start = Rehearsal.start(Engines.backend("MXNet"), 1);

    assertThatThrownBy(() -> small().queue(7).start(start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("holds 7", "brings 8", "at least 8");
    assertThatThrownBy(() -> small().withHeads(MlpHead.widths(9), MlpHead.widths(8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("MlpHead.widths(8)", "gives 9", "same last width");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(NnClr.temperature(0.1)).hasToString("NnClr.temperature(0.1)");
    assertThat(NnClr.temperature(0.2).queue(64).withHeads(MlpHead.widths(4), MlpHead.widths(4)))
        .hasToString(
            "NnClr.temperature(0.2).queue(64).withHeads(MlpHead.widths(4), MlpHead.widths(4))");
  }

  @Test
  void its_defaults_are_the_papers() {
    assertThat(NnClr.temperature(0.1)).isEqualTo(heads(NnClr.temperature(0.1), 2048, 256, 4096));
    assertThat(NnClr.temperature(0.1).loss()).isEqualTo(InfoNce.temperature(0.1));
    assertThat(NnClr.temperature(0.1).card().text()).contains("2104.14548", "65536");
  }
}
