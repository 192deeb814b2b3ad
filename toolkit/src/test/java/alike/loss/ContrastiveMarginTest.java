package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastiveMarginTest implements VariantContract {

  private static final ContrastiveMargin PARTS =
      ContrastiveMargin.margin(0.9).withForm(ContrastiveMargin.Form.PARTS).withPower(1);

  @Override
  public List<Variant> variants() {
    var near = ContrastiveMargin.margin(1.3).withPositiveMargin(0.2);
    var raw = near.withDistance(Distance.EUCLIDEAN_RAW).withPower(1);
    var rawParts = PARTS.withPower(2).withDistance(Distance.EUCLIDEAN_RAW);
    return List.of(
        variant(ContrastiveMargin.standard()),
        variant(near),
        variant(near.withDistance(Distance.COSINE)),
        variant(near.withDistance(Distance.SQUARED_EUCLIDEAN)),
        Variant.raw(raw, (rows, sample) -> plain(rows, sample, raw)),
        variant(PARTS),
        variant(PARTS.withPower(2).withPositiveMargin(0.3)),
        Variant.raw(rawParts, (rows, sample) -> plain(rows, sample, rawParts)));
  }

  private static Variant variant(ContrastiveMargin loss) {
    return Variant.of(loss, (rows, sample) -> plain(rows, sample, loss));
  }

  private static double plain(double[][] rows, Sample sample, ContrastiveMargin loss) {
    double[][] d = Geometry.distances(rows, loss.distance());
    int[] classes = VariantContract.classes(sample);
    var sums = new double[2];
    var nonzero = new int[2];
    int pairs = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean same = classes[i] == classes[j];
        double excess = same ? d[i][j] - loss.positiveMargin() : loss.margin() - d[i][j];
        sums[same ? 0 : 1] += Math.pow(Math.max(0, excess), loss.power());
        nonzero[same ? 0 : 1] += excess > Geometry.nothing(loss.distance()) ? 1 : 0;
        pairs++;
      }
    }
    return loss.form() == ContrastiveMargin.Form.PAIRS
        ? (sums[0] + sums[1]) / pairs / 2
        : sums[0] / Math.max(1, nonzero[0]) + sums[1] / Math.max(1, nonzero[1]);
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 4, seed).withLabels(0, 1, 0, 2, 1);
  }

  @OnBothEngines
  void is_the_papers_form_for_two_pairs(Backend backend) {
    // one class on 0 and 3, the other on 1: one positive pair 3 apart, negatives 1 and 2 apart
    var sample = new Sample(1, 3, 1, new float[] {0, 3, 1}, new int[] {0, 0, 1});
    var loss = ContrastiveMargin.margin(1.5).withDistance(Distance.EUCLIDEAN_RAW);

    assertThat(sample.value(backend, loss)).isCloseTo((9 + 0.25) / 6, within(1e-6));
  }

  @OnBothEngines
  void a_single_row_is_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(1, 1, 3, 1).value(backend, ContrastiveMargin.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Contrastive margin needs 2 or more rows");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> ContrastiveMargin.margin(0)).hasMessageContaining("margin");
    assertThatThrownBy(() -> PARTS.withPositiveMargin(-1)).hasMessageContaining("positiveMargin");
    assertThatThrownBy(() -> PARTS.withPower(3)).hasMessageContainingAll("power", "[1, 2]");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(ContrastiveMargin.standard()).hasToString("ContrastiveMargin.margin(1.0)");
    assertThat(PARTS)
        .hasToString(
            "ContrastiveMargin.margin(0.9).withPower(1)"
                + ".withForm(ContrastiveMargin.Form.PARTS)");
  }
}
