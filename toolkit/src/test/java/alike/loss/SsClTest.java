package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Test;

class SsClTest {

  private static final SsCl LOSS =
      SsCl.temperature(0.2)
          .withThreshold(0.6)
          .withAgreement(0.3)
          .withMix(0.7)
          .withUnlabelledWeight(0.5)
          .withContrastWeight(2);

  /** The loss as loops. */
  private static double plain(
      SemiSupervised batch, SsCl loss, double[][] views, double[][] scores) {
    int images = views.length;
    int[] labels = batch.labels();
    double[][] near = batch.near(batch.key(), loss.temperature());
    double labelled = 0;
    double unlabelled = 0;
    int known = 0;
    double contrast = 0;
    double[][] own = Oracle.cosines(views, batch.key());
    double[][] others = Oracle.cosines(views, batch.bank());
    for (int i = 0; i < images; i++) {
      var p = new double[SemiSupervised.CLASSES];
      int best = 0;
      for (int c = 0; c < p.length; c++) {
        p[c] = loss.mix() * batch.probabilities()[i][c] + (1 - loss.mix()) * near[i][c];
        best = p[c] > p[best] ? c : best;
      }
      if (labels[i] >= 0) {
        known++;
        labelled += Oracle.crossEntropy(scores[i], labels[i]);
        p = new double[p.length];
        p[labels[i]] = 1;
      } else if (p[best] >= loss.threshold()) {
        unlabelled += Oracle.crossEntropy(scores[i], best);
      }
      contrast += contrast(batch, loss, p, own[i][i], others[i]) / images;
    }
    return (known == 0 ? 0 : labelled / known)
        + loss.unlabelledWeight() * (known == images ? 0 : unlabelled / (images - known))
        + loss.contrastWeight() * contrast;
  }

  private static double contrast(
      SemiSupervised batch, SsCl loss, double[] p, double own, double[] others) {
    var logits = new double[others.length + 1];
    var targets = new double[logits.length];
    logits[0] = own / loss.temperature();
    targets[0] = 1;
    double total = 1;
    for (int j = 0; j < others.length; j++) {
      logits[j + 1] = others[j] / loss.temperature();
      double agreement = Oracle.dot(p, batch.bankProbabilities()[j]);
      targets[j + 1] = agreement >= loss.agreement() ? agreement : 0;
      total += targets[j + 1];
    }
    double sum = 0;
    for (int j = 0; j < logits.length; j++) {
      sum += targets[j] / total * Oracle.crossEntropy(logits, j);
    }
    return sum;
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void equals_plain_loops(Backend backend, int seed) {
    int[][] all = {{2, -1, -1, 1, -1}, {-1, -1, -1, -1, -1}, {0, 1, 2, 0, 1}};
    for (int[] labels : all) {
      var batch = new SemiSupervised(seed, labels);
      for (var loss : new SsCl[] {LOSS, LOSS.withAgreement(0.9), SsCl.temperature(0.01)}) {
        batch.agreeByViews(backend, loss, views -> plain(batch, loss, views, batch.logits()));
        batch.agreeByLogits(
            backend, loss, scores -> plain(batch, loss, batch.views().rows(), scores));
      }
    }
  }

  @OnBothEngines
  void only_what_is_confident_is_learned_from(Backend backend) {
    var batch = new SemiSupervised(1, -1, -1, -1, -1, -1);
    var certain = LOSS.withContrastWeight(0).withThreshold(1);

    assertThat(batch.value(backend, certain)).isZero();
    assertThat(batch.value(backend, certain.withThreshold(0.4))).isPositive();
  }

  @OnBothEngines
  void without_agreement_the_contrast_is_that_of_moco(Backend backend) {
    var batch = new SemiSupervised(1, 0, 1, 2, 0, 1);
    var contrast = LOSS.withAgreement(1).withContrastWeight(1);

    double loss = batch.value(backend, contrast);

    double classified = batch.value(backend, CrossEntropy.standard());
    double queue = batch.value(backend, InfoNceQueue.temperature(0.2));
    assertThat(loss - classified).isCloseTo(queue, within(1e-5));
  }

  @OnBothEngines
  void is_not_a_number_where_an_embedding_is_none(Backend backend) {
    var batch = new SemiSupervised(1, 0, 1, 2, 0, 1);
    var broken = batch.views();
    broken.numbers()[0] = Float.NaN;

    assertThat(broken.value(backend, given -> LOSS.of(batch.complete(given)))).isNaN();
  }

  @OnBothEngines
  void what_is_missing_or_does_not_fit_is_named(Backend backend) {
    var sample = Sample.random(2, 5, 4, 1).withLabels(0, 1, 2, 0, 1);

    assertThatThrownBy(() -> sample.value(backend, LOSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("SsCL", "TARGETS");
    assertThatThrownBy(
            () -> sample.value(backend, batch -> LOSS.of(batch.with(Role.TARGETS, batch.views()))))
        .hasMessageContainingAll("1 view and 1 target", "2 views and 2 targets");
    assertThatThrownBy(
            () ->
                new SemiSupervised(1, 0, 1, 2, 0, 1)
                    .value(
                        backend,
                        batch ->
                            LOSS.of(
                                batch.with(
                                    Role.BANK_PROBABILITIES,
                                    batch.get(Role.PROBABILITIES, "test")))))
        .hasMessageContainingAll("3 classes", "7 rows", "(5, 3)");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> SsCl.temperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> LOSS.withThreshold(1.1)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> LOSS.withAgreement(-1)).hasMessageContaining("agreement");
    assertThatThrownBy(() -> LOSS.withMix(2)).hasMessageContaining("mix");
    assertThatThrownBy(() -> LOSS.withUnlabelledWeight(-1)).hasMessageContaining("unlabelled");
    assertThatThrownBy(() -> LOSS.withContrastWeight(-1)).hasMessageContaining("contrast");
  }

  @Test
  void prints_as_the_java_that_makes_it_and_says_what_is_ours() {
    assertThat(SsCl.temperature(0.2).withMix(0.7).withContrastWeight(2))
        .hasToString("SsCl.temperature(0.2).withMix(0.7).withContrastWeight(2.0)");
    assertThat(LOSS.card().text()).contains("reconstructed", "ours");
  }
}
