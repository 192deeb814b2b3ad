package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

class NPairsTest implements VariantContract {

  private static final NPairs UNIT = NPairs.l2(0).withLength(NPairs.Length.UNIT);

  @Override
  public List<Variant> variants() {
    return List.of(
        Variant.raw(NPairs.standard(), (rows, sample) -> plain(rows, sample.images(), 0.002)),
        Variant.raw(NPairs.l2(0.3), (rows, sample) -> plain(rows, sample.images(), 0.3)),
        Variant.of(UNIT, (rows, sample) -> plain(Geometry.unit(rows), sample.images(), 0)));
  }

  /** Returns the loss of rows of which i and i + N are a pair. */
  private static double plain(double[][] rows, int pairs, double l2) {
    double sum = 0;
    for (int k = 0; k < pairs; k++) {
      double[] anchor = rows[k];
      double[] positive = rows[k + pairs];
      double others = 0;
      for (int l = 0; l < pairs; l++) {
        double worse = Oracle.dot(anchor, rows[l + pairs]) - Oracle.dot(anchor, positive);
        others += l == k ? 0 : Math.exp(worse);
      }
      sum += Math.log(1 + others);
      sum += l2 / 4 * (Oracle.dot(anchor, anchor) + Oracle.dot(positive, positive));
    }
    return sum / pairs;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 4, seed);
  }

  @OnBothEngines(seeds = {1, 2})
  void pairs_are_the_first_two_rows_of_each_class_that_has_two(Backend backend, int seed) {
    var sample = Sample.random(1, 7, 4, seed);
    int[] classes = {4, 9, 5, 4, 5, 4, 1};

    double loss = sample.withLabels(classes).value(backend, NPairs.l2(0));

    double[][] all = sample.rows();
    double[][] rows = {all[0], all[2], all[3], all[4]};
    assertThat(loss).isCloseTo(plain(rows, 2, 0), within(2e-5));
  }

  @OnBothEngines
  void a_single_pair_leaves_only_the_lengths(Backend backend) {
    var sample = new Sample(2, 1, 2, new float[] {3, 0, 0, 4}, new int[0]);

    assertThat(sample.value(backend, NPairs.l2(0.4))).isCloseTo(2.5, within(1e-5));
  }

  @OnBothEngines
  void a_batch_without_any_pair_is_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(1, 4, 3, 1).value(backend, NPairs.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("N-pairs", "no positives", "4 images");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> NPairs.l2(-1)).hasMessageContaining("l2");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(UNIT).hasToString("NPairs.l2(0.0).withLength(NPairs.Length.UNIT)");
  }
}
