package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.NegativeCosine;
import alike.model.MlpHead;
import org.junit.jupiter.api.Test;

class ByolTest implements PredictingContract {

  @Override
  public Byol small() {
    return Byol.widths(12, 6).momentum(0.9);
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(Byol.widths(64, 32), 6, 0.01);
  }

  @Override
  public int width() {
    return 6;
  }

  @Override
  public double plain(double[][][] p, double[][][] z) {
    return 2 - 2 * PlainMath.cosine(p[0], z[1]) + 2 - 2 * PlainMath.cosine(p[1], z[0]);
  }

  @Override
  public double momentum(Moment moment) {
    return 1 - 0.1 * (Math.cos(Math.PI * moment.step() / moment.steps()) + 1) / 2;
  }

  @OnBothEngines
  void the_teacher_starts_from_other_weights(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      var teacher = training.network("teacherEncoder").trainable().get(0).getArray();
      var online = training.network("encoder").trainable().get(0).getArray();

      assertThat(teacher.toFloatArray()).isNotEqualTo(online.toFloatArray());
    }
  }

  @Test
  void heads_whose_outputs_cannot_be_compared_are_refused() {
    assertThatThrownBy(() -> Byol.standard().withHeads(MlpHead.widths(9), MlpHead.widths(8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("MlpHead.widths(8)", "gives 9", "same last width");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Byol.standard()).hasToString("Byol.standard()");
    assertThat(Byol.standard().momentum(0.5).withLoss(NegativeCosine.simSiam()))
        .hasToString(
            "Byol.standard().withLoss(NegativeCosine.simSiam()).momentum(Momentum.cosine(0.5))");
    assertThat(Byol.standard().withHeads(MlpHead.widths(3, 2), MlpHead.widths(2)))
        .hasToString("Byol.standard().withHeads(MlpHead.widths(3, 2), MlpHead.widths(2))");
  }

  @Test
  void its_defaults_are_the_papers() {
    assertThat(Byol.standard().momentum()).isEqualTo(Momentum.cosine(0.996).renewals(10));
    assertThat(Byol.standard()).isEqualTo(Byol.widths(4096, 256));
    assertThat(Byol.standard().loss()).isEqualTo(NegativeCosine.byol());
    assertThat(Byol.standard().card().text()).contains("2006.07733", "0.996");
  }
}
