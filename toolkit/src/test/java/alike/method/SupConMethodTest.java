package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.evaluate.LinearProbe;
import alike.loss.SupCon;
import alike.model.Projection;

class SupConMethodTest implements MethodContract {

  @Override
  public SupConMethod small() {
    return SupConMethod.loss(SupCon.temperature(0.1)).withHead(Projection.plain(5));
  }

  @Override
  public Smoke smoke() {
    var method = SupConMethod.loss(SupCon.temperature(0.1));
    return Smoke.patient(method.withHead(Projection.plain(64)), 3e-3, 0.03);
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_is_the_papers(Backend backend, int seed) {
    try (var training = Rehearsal.of(small(), backend, seed)) {
      double[] before = training.steps(2);
      double[][] rows = Numbers.embeddings(training, "encoder", "head");

      double expected = 0;
      for (int i = 0; i < 16; i++) {
        double all = 0;
        double positives = 0;
        int count = 0;
        for (int a = 0; a < 16; a++) {
          double logit = Numbers.cosine(rows[i], rows[a]) / 0.1;
          all += a == i ? 0 : Math.exp(logit);
          if (a != i && label(a) == label(i)) {
            positives += logit;
            count++;
          }
        }
        expected += (Math.log(all) - positives / count) / 16;
      }
      assertThat(training.step()).isCloseTo(expected, within(1e-4));
      assertThat(before).hasSize(2);
    }
  }

  private static int label(int row) {
    return Rehearsal.IMAGES.label((row % 8 * 5 + 2 * 8) % 24); // of the third step
  }

  @OnBothEngines
  void the_second_stage_is_a_linear_classifier_on_the_frozen_encoder(Backend backend) {
    Engines.use(backend.name());
    try (var run = smoke().training().fit(Smoke.DATA.train())) {
      double accuracy = LinearProbe.epochs(20).on(Smoke.DATA).score(run.encoder());

      assertThat(accuracy).isGreaterThan(0.6);
    }
  }
}
