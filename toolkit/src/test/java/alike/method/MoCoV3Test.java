package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.loss.InfoNceMomentum;
import alike.model.MlpHead;
import org.junit.jupiter.api.Test;

class MoCoV3Test implements PredictingContract {

  private static MoCoV3 heads(MoCoV3 method, int hidden, int last) {
    return method.withHeads(
        MlpHead.widths(hidden, last)
            .withHidden(MlpHead.Hidden.NORM)
            .withLast(MlpHead.Last.FIXED_NORM),
        MlpHead.widths(hidden, last)
            .withHidden(MlpHead.Hidden.NORM)
            .withLast(MlpHead.Last.UNBIASED));
  }

  @Override
  public MoCoV3 small() {
    return heads(MoCoV3.temperature(0.3), 12, 6).momentum(0.9);
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(heads(MoCoV3.standard(), 64, 32), 6, 0.01);
  }

  @Override
  public int width() {
    return 6;
  }

  @Override
  public double plain(double[][][] p, double[][][] z) {
    return 2 * 0.3 * (PlainMath.matching(p[0], z[1], 0.3) + PlainMath.matching(p[1], z[0], 0.3));
  }

  /** At the end of a step stands the momentum of the next one, before whose keys it is published. */
  @Override
  public double momentum(Moment moment) {
    return 1 - 0.1 * (Math.cos(Math.PI * (moment.step() + 1) / moment.steps()) + 1) / 2;
  }

  @Test
  void heads_whose_outputs_cannot_be_compared_are_refused() {
    assertThatThrownBy(() -> MoCoV3.standard().withHeads(MlpHead.widths(9), MlpHead.widths(8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("MlpHead.widths(8)", "gives 9", "same last width");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(MoCoV3.standard()).hasToString("MoCoV3.standard()");
    assertThat(MoCoV3.temperature(0.2).momentum(0.9))
        .hasToString(
            "MoCoV3.standard().withLoss(InfoNceMomentum.temperature(0.2)).momentum(Momentum.cosine(0.9))");
  }

  @Test
  void its_defaults_are_the_papers() {
    assertThat(MoCoV3.standard()).isEqualTo(heads(MoCoV3.temperature(1), 4096, 256));
    assertThat(MoCoV3.standard().loss()).isEqualTo(InfoNceMomentum.temperature(1));
    assertThat(MoCoV3.standard().momentum()).isEqualTo(Momentum.cosine(0.99).renewals(10));
    assertThat(MoCoV3.standard().card().text()).contains("2104.02057", "0.99");
  }
}
