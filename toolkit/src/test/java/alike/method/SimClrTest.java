package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.NtXent;
import alike.model.Projection;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class SimClrTest implements MethodContract {

  private static final SimClr STANDARD = SimClr.loss(NtXent.temperature(0.5));

  @Override
  public SimClr small() {
    return STANDARD.withHead(Projection.simClr(5)).second();
  }

  @Override
  public Smoke smoke() {
    return Smoke.patient(STANDARD.withHead(Projection.simClr(64)), 3e-3, 0.01);
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_of_both_versions_is_the_papers(Backend backend, int seed) {
    for (var method : new SimClr[] {STANDARD.withHead(Projection.simClr(5)), small()}) {
      try (var training = Rehearsal.of(method, backend, seed)) {
        double[] before = training.steps(2);
        double[][] rows = Numbers.embeddings(training, "encoder", "head");

        double expected = 0;
        for (int i = 0; i < 16; i++) {
          double all = 0;
          for (int a = 0; a < 16; a++) {
            all += a == i ? 0 : Math.exp(Numbers.cosine(rows[i], rows[a]) / 0.5);
          }
          expected += (Math.log(all) - Numbers.cosine(rows[i], rows[(i + 8) % 16]) / 0.5) / 16;
        }
        assertThat(training.step()).isCloseTo(expected, within(1e-5));
        assertThat(before).hasSize(2);
      }
    }
  }

  @OnBothEngines
  void the_second_version_keeps_the_first_layer_of_the_head(Backend backend) {
    try (var first = Rehearsal.of(STANDARD.withHead(Projection.simClr(5)), backend, 1);
        var second = Rehearsal.of(small(), backend, 1)) {
      long layer = 8 * 8 + 2 * 8;
      var sizes = new LinkedHashMap<String, Long>();
      second.learner().networks().forEach((name, network) -> sizes.put(name, network.size()));

      assertThat(sizes.get("encoder")).isEqualTo(first.network("encoder").size() + layer);
      assertThat(sizes.get("head")).isEqualTo(first.network("head").size());
      assertThat(second.learner().encoder().width()).isEqualTo(8);
    }
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(STANDARD.second())
        .hasToString(
            "SimClr.loss(NtXent.temperature(0.5))"
                + ".withHead(Projection.simClr(128).withLayers(3)).withKept(1)");
    assertThatThrownBy(() -> STANDARD.withKept(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kept layers");
  }
}
