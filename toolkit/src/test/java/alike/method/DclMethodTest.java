package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.Dcl;
import alike.model.Projection;
import org.junit.jupiter.api.Test;

class DclMethodTest implements MethodContract {

  private static final DclMethod STANDARD = DclMethod.loss(Dcl.temperature(0.2));

  @Override
  public DclMethod small() {
    return STANDARD.withHead(Projection.simClr(5));
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(STANDARD.withHead(Projection.simClr(64)), 10, 0.01);
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_is_the_papers(Backend backend, int seed) {
    try (var training = Rehearsal.of(small(), backend, seed)) {
      double[] before = training.steps(2);
      double[][] rows = Numbers.embeddings(training, "encoder", "head");

      double expected = 0;
      for (int i = 0; i < 16; i++) {
        int partner = (i + 8) % 16;
        double rivals = 0;
        for (int a = 0; a < 16; a++) {
          rivals += a == i || a == partner ? 0 : Math.exp(Numbers.cosine(rows[i], rows[a]) / 0.2);
        }
        expected += (Math.log(rivals) - Numbers.cosine(rows[i], rows[partner]) / 0.2) / 16;
      }
      assertThat(training.step()).isCloseTo(expected, within(1e-4));
      assertThat(before).hasSize(2);
    }
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(STANDARD).hasToString("DclMethod.loss(Dcl.temperature(0.2))");
    assertThat(small())
        .hasToString("DclMethod.loss(Dcl.temperature(0.2)).withHead(Projection.simClr(5))");
  }
}
