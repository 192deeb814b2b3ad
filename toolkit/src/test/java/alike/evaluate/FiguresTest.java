package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.augment.Corruption;
import alike.data.TinyImages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Figures from tables of numbers: calibration, corruption, tasks, seeds, classes named. */
class FiguresTest {

  @Test
  void the_class_counts_if_fewer_than_k_score_higher() {
    double[][] scores = {{0.5, 0.3, 0.2}, {0.1, 0.1, 0.8}, {0.2, 0.2, 0.2}};
    int[] labels = {1, 1, 2};

    assertThat(TopAccuracy.k(1).of(scores, labels)).isZero();
    assertThat(TopAccuracy.k(2).of(scores, labels)).isEqualTo(1 / 3.0);
    assertThat(TopAccuracy.k(3).of(scores, labels)).isEqualTo(1);
    assertThatThrownBy(() -> TopAccuracy.k(1).of(scores, new int[2]))
        .hasMessageContaining("3 scores and 2 labels");
  }

  @Test
  void calibration_has_a_closed_form() {
    double[][] probabilities = {{0.9, 0.1}, {0.9, 0.1}, {0.4, 0.6}, {0.3, 0.7}, {0.5, 0.5}};
    int[] labels = {0, 1, 1, 1, 0};

    var found = Calibration.bins(10).of(probabilities, labels); // (0.4, 0.5] (0.5, 0.6] …

    double expected = (2 * Math.abs(0.5 - 0.9) + (1 - 0.6) + (1 - 0.7) + (1 - 0.5)) / 5;
    assertThat(found.error()).isCloseTo(expected, within(1e-12));
    assertThat(found.accuracy()).isEqualTo(0.8);
    assertThat(found.confidence()).isCloseTo(0.72, within(1e-12));
    double likelihood =
        Math.log(0.9) + Math.log(0.1) + Math.log(0.6) + Math.log(0.7) + Math.log(0.5);
    assertThat(found.logLoss()).isCloseTo(-likelihood / 5, within(1e-12));
    double brier = (0.02 + 1.62 + 0.32 + 0.18 + 0.5) / 5;
    assertThat(found.brier()).isCloseTo(brier, within(1e-12));
    assertThat(found.diagram()).hasSize(4).first().hasFieldOrPropertyWithValue("size", 1);
  }

  @Test
  void adaptive_bins_hold_as_many_images_each() {
    double[][] probabilities = {{0.6, 0.4}, {0.7, 0.3}, {0.8, 0.2}, {0.9, 0.1}};
    int[] labels = {1, 0, 0, 0};

    var found = Calibration.bins(2).of(probabilities, labels);

    assertThat(found.adaptive()).isCloseTo(0.5 * 0.15 + 0.5 * 0.15, within(1e-12));
    assertThat(found.error()).as("all in (0.5, 1]").isCloseTo(0, within(1e-12));
  }

  @Test
  void a_confidence_on_an_edge_belongs_to_the_bin_below() {
    double[] edge = new double[100];
    Arrays.fill(edge, 0.93 / 99);
    edge[0] = 0.07; // 0.07 * 100 is 7.000000000000001
    double[] below = edge.clone();
    below[0] = 0.065;
    below[1] += 0.005;

    var found = Calibration.bins(100).of(new double[][] {edge, below}, new int[] {0, 0});

    assertThat(found.diagram()).hasSize(1);
  }

  @Test
  void probabilities_that_say_the_truth_are_calibrated() {
    var random = new SplittableRandom(1);
    var probabilities = new double[40_000][];
    var labels = new int[40_000];
    for (int i = 0; i < labels.length; i++) {
      double p = random.nextDouble();
      probabilities[i] = new double[] {p, 1 - p};
      labels[i] = random.nextDouble() < p ? 0 : 1;
    }

    var found = Calibration.bins(15).of(probabilities, labels);

    assertThat(found.error()).isLessThan(0.01);
    assertThat(found.adaptive()).isLessThan(0.01);
    assertThatThrownBy(() -> Calibration.bins(15).of(new double[][] {{3, -1}}, new int[1]))
        .hasMessageContaining("softmax");
  }

  @Test
  void corruption_errors_are_means_of_means() {
    var ours =
        CorruptionErrors.of(
            Map.of("noise", new double[] {0.1, 0.3}, "blur", new double[] {0.4, 0.6}));
    var base =
        CorruptionErrors.of(
            Map.of("noise", new double[] {0.4, 0.4}, "blur", new double[] {0.5, 0.5}));

    assertThat(ours.mean()).isCloseTo(0.35, within(1e-12));
    assertThat(ours.each()).containsOnlyKeys("noise", "blur").containsEntry("blur", 0.5);
    assertThat(ours.relative(0.05)).isCloseTo(0.3, within(1e-12));
    assertThat(ours.relativeTo(base)).isCloseTo((0.5 + 1) / 2, within(1e-12));
    assertThat(ours.relativeTo(0.1, base, 0.2))
        .isCloseTo((0.1 / 0.2 + 0.4 / 0.3) / 2, within(1e-12));
    assertThat(base.relativeTo(base)).isEqualTo(1);
    var other = CorruptionErrors.of(Map.of("noise", new double[] {0.1}));
    assertThatThrownBy(() -> ours.relativeTo(other)).hasMessageContaining("same corruptions");
    assertThatThrownBy(() -> CorruptionErrors.of(Map.of("noise", new double[] {1.1})))
        .hasMessageContaining("noise");
  }

  @Test
  void corruption_errors_are_measured_at_each_severity() {
    var clean = TinyImages.grey(6, 12, 1);
    var kinds = List.of(Corruption.BRIGHTNESS, Corruption.CONTRAST);
    var brighter = Corruption.BRIGHTNESS.severity(5).applyTo(clean, 0).fingerprint();

    var found =
        CorruptionErrors.measure(
            clean, kinds, images -> images.fingerprint().equals(brighter) ? 1 : 0.5);

    assertThat(found.each()).containsOnlyKeys("brightness", "contrast");
    assertThat(found.each().get("brightness")).isCloseTo((4 * 0.5 + 1) / 5, within(1e-12));
    assertThat(found.each().get("contrast")).isEqualTo(0.5);
  }

  @Test
  void what_continual_learning_keeps_has_closed_forms() {
    var found =
        TaskAccuracies.of(new double[][] {{0.9, 0.2, 0.1}, {0.95, 0.8, 0.3}, {0.7, 0.6, 0.85}});

    assertThat(found.average()).isCloseTo((0.7 + 0.6 + 0.85) / 3, within(1e-12));
    assertThat(found.average(1)).isCloseTo((0.95 + 0.8) / 2, within(1e-12));
    assertThat(found.forgetting()).isCloseTo((0.25 + 0.2) / 2, within(1e-12));
    assertThat(found.backwardTransfer()).isCloseTo((-0.2 - 0.2) / 2, within(1e-12));
    assertThat(found.forwardTransfer(0.5, 0.1, 0.15)).isCloseTo((0.1 + 0.15) / 2, within(1e-12));
    assertThat(found.plasticity()).isCloseTo((0.9 + 0.8 + 0.85) / 3, within(1e-12));
    assertThat(found.stability())
        .isCloseTo((0.95 / 0.9 + 0.7 / 0.9 + 0.6 / 0.8) / 3, within(1e-12));
    assertThatThrownBy(() -> TaskAccuracies.of(new double[][] {{0.1, 0.2}, {0.3}}))
        .hasMessageContaining("2 accuracies");
    assertThatThrownBy(() -> found.forwardTransfer(0.1)).hasMessageContaining("random");
  }

  @Test
  void seeds_have_a_mean_and_a_deviation() {
    var trials = Trials.of(83.1, 82.7, 84.0, 83.6, 82.9); // SciPy 1.17.1

    assertThat(trials.mean()).isCloseTo(83.26, within(1e-9));
    assertThat(trials.deviation()).isCloseTo(0.5319774431308133, within(1e-9));
    assertThat(trials.margin(0.95)).isCloseTo(83.92053723899201 - 83.26, within(1e-9));
    assertThat(trials).hasToString("83.3 ± 0.5 (5 seeds)");
    assertThat(Trials.of(0.8312, 0.827)).hasToString("0.8291 ± 0.0030 (2 seeds)");
    assertThat(Trials.of(5)).hasToString("5.000 (1 seed)");
    assertThat(Trials.of(5).deviation()).isNaN();
    assertThatThrownBy(() -> Trials.of(1, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void paired_tests_are_those_of_scipy() {
    double[] left = {83.1, 82.7, 84.0, 83.6, 82.9};
    double[] right = {82.0, 82.5, 82.9, 82.8, 82.4};

    var found = PairedTrials.of(left, right); // SciPy 1.17.1: ttest_rel, wilcoxon

    assertThat(found.t()).isCloseTo(4.230298433515245, within(1e-9));
    assertThat(found.tTest()).isCloseTo(0.013366861076649247, within(1e-12));
    assertThat(found.w()).isZero();
    assertThat(found.wilcoxon()).isCloseTo(0.0625, within(1e-12));
  }

  @Test
  void ties_and_zeros_are_counted_as_scipy_does() {
    double[] left = {1.1, 2.5, 3.3, 4.8, 2.2, 7.1, 3.9, 6.0};
    double[] zero = {1.0, 2.9, 2.1, 4.8, 1.7, 5.0, 4.4, 5.7};
    double[] none = {1.0, 2.9, 2.1, 4.7, 1.7, 5.0, 4.25, 5.7};

    assertThat(PairedTrials.of(left, zero).tTest()).isCloseTo(0.21983839922971216, within(1e-12));
    assertThat(PairedTrials.of(left, zero).w()).isEqualTo(8);
    assertThat(PairedTrials.of(left, zero).wilcoxon()).isCloseTo(0.375, within(1e-12));
    assertThat(PairedTrials.of(left, none).wilcoxon()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void the_approximation_joins_the_exact_test() {
    var random = new SplittableRandom(2);
    var left = new double[51];
    Arrays.setAll(left, i -> 0.3 + random.nextGaussian());
    var fewer = Arrays.copyOf(left, 50);

    double exact = PairedTrials.of(fewer, new double[50]).wilcoxon();
    double approximate = PairedTrials.of(left, new double[51]).wilcoxon();

    assertThat(approximate).isCloseTo(exact, within(0.01));
    assertThat(PairedTrials.of(fewer, fewer).wilcoxon()).isEqualTo(1);
    assertThat(PairedTrials.of(fewer, fewer).tTest()).isEqualTo(1);
    assertThatThrownBy(() -> PairedTrials.of(left, fewer)).hasMessageContaining("51 and 50");
  }
}
