package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.NegativeCosine;
import alike.model.MlpHead;
import org.junit.jupiter.api.Test;

class SimSiamTest implements MethodContract {

  private static final int WIDTH = 8;

  @Override
  public SimSiam small() {
    return SimSiam.widths(WIDTH, 4);
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(SimSiam.widths(64, 16), 6, 0.01);
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

  @OnBothEngines
  void three_steps_are_what_plain_loops_do(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      for (int step = 0; step < 3; step++) {
        double expected =
            -PlainMath.cosine(prediction(training, 0), embedding(training, 1)) / 2
                - PlainMath.cosine(prediction(training, 1), embedding(training, 0)) / 2;

        assertThat(training.step()).isCloseTo(expected, within(1e-5));
      }
    }
  }

  /** With targets that let gradients through, this loss has another gradient. */
  @OnBothEngines
  void no_gradient_flows_through_the_targets(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      double loss = training.backward();
      float[] gradient = gradient(training);
      var weight = training.network("head").trainable().get(0).getArray();
      float[] start = weight.toFloatArray();
      var z = new double[][][] {embedding(training, 0), embedding(training, 1)};
      for (int at : new int[] {0, 7, 20}) {
        double slope = (moved(training, start, at, 1e-2f, z) - moved(training, start, at, -1e-2f, z)) / 2e-2;

        assertThat((double) gradient[at]).isCloseTo(slope, within(2e-3));
      }
      assertThat(loss).isFinite();
    }
  }

  private static float[] gradient(Rehearsal training) {
    try (var gradient = training.network("head").trainable().get(0).getArray().getGradient()) {
      return gradient.toFloatArray();
    }
  }

  /** Returns the loss against targets that stand still, with one weight of the head moved. */
  private static double moved(
      Rehearsal training, float[] start, int at, float by, double[][][] z) {
    var weight = training.network("head").trainable().get(0).getArray();
    float[] changed = start.clone();
    changed[at] += by;
    set(training, weight, changed);
    double loss =
        -PlainMath.cosine(prediction(training, 0), z[1]) / 2
            - PlainMath.cosine(prediction(training, 1), z[0]) / 2;
    set(training, weight, start);
    return loss;
  }

  private static void set(Rehearsal training, NDArray weight, float[] values) {
    boolean unused =
        training
            .learner()
            .encoder()
            .backend()
            .evaluating(
                () -> {
                  weight.set(values);
                  return true;
                });
  }

  @OnBothEngines
  void the_predictor_alone_keeps_its_rate(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      var learner = training.learner();

      assertThat(learner.pace("predictor", training.moment())).isEqualTo(Learner.Pace.CONSTANT);
      assertThat(learner.pace("head", training.moment())).isEqualTo(Learner.Pace.SCHEDULED);
      assertThat(learner.networks().keySet()).containsExactly("encoder", "head", "predictor");
    }
  }

  @Test
  void heads_whose_outputs_cannot_be_compared_are_refused() {
    assertThatThrownBy(() -> SimSiam.standard().withHeads(MlpHead.widths(9), MlpHead.widths(8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("MlpHead.widths(8)", "gives 9", "same last width");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(SimSiam.standard()).hasToString("SimSiam.standard()");
    assertThat(SimSiam.widths(64, 16))
        .hasToString(
            "SimSiam.standard().withHeads(MlpHead.widths(64, 64, 64).withHidden(MlpHead.Hidden.NORM)"
                + ".withLast(MlpHead.Last.FIXED_NORM), MlpHead.widths(16, 64).withHidden(MlpHead.Hidden.NORM))");
  }

  @Test
  void its_defaults_are_the_papers() {
    assertThat(SimSiam.standard()).isEqualTo(SimSiam.widths(2048, 512));
    assertThat(SimSiam.standard().loss()).isEqualTo(NegativeCosine.simSiam());
    assertThat(SimSiam.standard().card().text()).contains("2011.10566", "2048");
  }
}
