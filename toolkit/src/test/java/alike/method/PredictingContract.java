package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.OnBothEngines;

/** What holds for methods that predict a teacher's embedding of the other view: a step by hand. */
interface PredictingContract extends MethodContract {

  /** Returns the loss of predictions p and a teacher's embeddings z of both views, plain. */
  double plain(double[][][] p, double[][][] z);

  /** Returns the momentum at the end of a step. */
  double momentum(Moment moment);

  /** Returns D. */
  int width();

  private double[][] prediction(Rehearsal training, int view) {
    return PlainMath.unit(
        training.of(views -> prediction(training, views.view(view))), width());
  }

  private static NDArray prediction(Rehearsal training, NDArray images) {
    NDArray embedding = training.network("head").teach(training.network("encoder").teach(images));
    return training.network("predictor").teach(embedding);
  }

  private double[][] target(Rehearsal training, int view) {
    return PlainMath.unit(
        training.of(
            views ->
                training
                    .network("teacherHead")
                    .teach(training.network("teacherEncoder").teach(views.view(view)))),
        width());
  }

  @OnBothEngines
  default void three_steps_are_what_plain_loops_do(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      for (int step = 0; step < 3; step++) {
        var p = new double[][][] {prediction(training, 0), prediction(training, 1)};
        var z = new double[][][] {target(training, 0), target(training, 1)};
        var encoder = training.values("teacherEncoder");
        var head = training.values("teacherHead");
        double momentum = momentum(training.moment());

        double loss = training.step();

        assertThat(loss).isCloseTo(plain(p, z), within(2e-5));
        PlainMath.assertFollowed(
            encoder, training.network("encoder"), training.network("teacherEncoder"), momentum);
        PlainMath.assertFollowed(
            head, training.network("head"), training.network("teacherHead"), momentum);
      }
    }
  }
}
