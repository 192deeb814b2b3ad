package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.SplitMix64;
import org.junit.jupiter.api.Test;

class WeighingTest {

  private static final double[] GAPS = {1, 2, 3, 6};

  private static double[] of(Weighing weighing, double... gaps) {
    return weighing.of(gaps, SplitMix64.of(1));
  }

  @Test
  void a_weight_is_the_gap_over_the_mean_gap() {
    assertThat(of(Weighing.standard(), GAPS))
        .containsExactly(new double[] {1 / 3.0, 2 / 3.0, 1, 2}, within(1e-12));
  }

  @Test
  void a_mix_of_a_half_goes_half_the_way_to_one() {
    assertThat(of(Weighing.standard().mix(0.5), GAPS))
        .containsExactly(new double[] {2 / 3.0, 5 / 6.0, 1, 1.5}, within(1e-12));
  }

  @Test
  void a_large_weight_is_cut_off_and_the_mean_is_one_again() {
    // gaps over their mean: 1/3, 2/3, 1, 2; cut at 1.5: the mean is 3.5/4
    assertThat(of(Weighing.standard().clip(1.5), GAPS))
        .containsExactly(
            new double[] {1 / 3.0 / 0.875, 2 / 3.0 / 0.875, 1 / 0.875, 1.5 / 0.875}, within(1e-12));
  }

  @Test
  void inverse_weights_go_by_one_over_the_gap_but_not_below_a_tenth_of_the_mean() {
    // relative gaps 0, 2: floored at 0.1, so 10 and 0.5, over their mean 5.25
    assertThat(of(Weighing.standard().use(Weighing.Use.INVERSE), 0, 4))
        .containsExactly(new double[] {10 / 5.25, 0.5 / 5.25}, within(1e-12));
  }

  @Test
  void shuffled_weights_are_the_same_ones_elsewhere() {
    var gaps = new double[64];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = i;
    }
    double[] plain = of(Weighing.standard(), gaps);
    double[] shuffled = of(Weighing.standard().use(Weighing.Use.SHUFFLED), gaps);

    assertThat(shuffled).containsExactlyInAnyOrder(plain).isNotEqualTo(plain);
  }

  @Test
  void without_any_gap_all_weights_are_one() {
    assertThat(of(Weighing.standard(), 0, 0, 0)).containsExactly(1, 1, 1);
  }

  @Test
  void a_batch_is_worth_the_square_of_the_sum_over_the_sum_of_squares() {
    assertThat(Weighing.effective(new double[] {1, 1, 1, 1})).isEqualTo(4);
    assertThat(Weighing.effective(new double[] {0, 2})).isEqualTo(1);
  }

  @Test
  void it_prints_as_the_java_that_makes_it() {
    assertThat(Weighing.standard().mix(0.5).use(Weighing.Use.SHUFFLED))
        .hasToString("Weighing.standard().use(Weighing.Use.SHUFFLED).mix(0.5)");
  }

  @Test
  void a_clip_below_one_is_refused() {
    assertThatThrownBy(() -> Weighing.standard().clip(0.5)).hasMessageContaining("clip");
  }
}
