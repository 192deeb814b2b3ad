package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultiSimilarityTest implements VariantContract {

  private static final MultiSimilarity UNMINED =
      MultiSimilarity.standard().withMining(MultiSimilarity.Mining.NONE);

  @Override
  public List<Variant> variants() {
    return List.of(
        variant(MultiSimilarity.standard()),
        variant(MultiSimilarity.alpha(5).withBeta(30).withBase(0.1).withEpsilon(0.3)),
        variant(UNMINED),
        variant(UNMINED.withBeta(200)));
  }

  private static Variant variant(MultiSimilarity loss) {
    return Variant.of(loss, (rows, sample) -> plain(rows, sample, loss));
  }

  private static double plain(double[][] rows, Sample sample, MultiSimilarity loss) {
    double[][] s = Oracle.cosines(rows);
    int[] classes = VariantContract.classes(sample);
    boolean mined = loss.mining() == MultiSimilarity.Mining.RELATIVE;
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double nearest = -10;
      double farthest = 10;
      for (int j = 0; j < rows.length; j++) {
        if (classes[j] != classes[i]) {
          nearest = Math.max(nearest, s[i][j]);
        } else if (j != i) {
          farthest = Math.min(farthest, s[i][j]);
        }
      }
      double pulled = 1;
      double pushed = 1;
      for (int j = 0; j < rows.length; j++) {
        boolean same = classes[i] == classes[j];
        if (same && j != i && (!mined || s[i][j] < nearest + loss.epsilon())) {
          pulled += Math.exp(-loss.alpha() * (s[i][j] - loss.base()));
        }
        if (!same && (!mined || s[i][j] > farthest - loss.epsilon())) {
          pushed += Math.exp(loss.beta() * (s[i][j] - loss.base()));
        }
      }
      sum += Math.log(pulled) / loss.alpha() + Math.log(pushed) / loss.beta();
    }
    return sum / rows.length;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 4, seed).withLabels(0, 1, 0, 2, 1);
  }

  @OnBothEngines
  void an_anchor_alone_keeps_its_negatives_unmined_and_nothing_mined(Backend backend) {
    // at right angles, in different classes
    var sample = new Sample(1, 2, 2, new float[] {1, 0, 0, 1}, new int[] {0, 1});

    double unmined = sample.value(backend, UNMINED.withBeta(2));

    assertThat(unmined).isCloseTo(Math.log(1 + Math.exp(-1)) / 2, within(1e-6));
    assertThat(sample.value(backend, MultiSimilarity.standard())).isZero();
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> MultiSimilarity.alpha(0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> UNMINED.withBeta(-1)).hasMessageContaining("beta");
    assertThatThrownBy(() -> UNMINED.withBase(1.5)).hasMessageContaining("base");
    assertThatThrownBy(() -> UNMINED.withEpsilon(-0.1)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> UNMINED.withEpsilon(Double.POSITIVE_INFINITY))
        .hasMessageContaining("epsilon");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(UNMINED)
        .hasToString("MultiSimilarity.alpha(2.0).withMining(MultiSimilarity.Mining.NONE)");
  }
}
