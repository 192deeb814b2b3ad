package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;

/** What holds for both forms of the supervised loss. */
interface SupConContract extends LossContract {

  @Override
  default Sample sample(int seed) {
    return Sample.random(2, 6, 5, seed).withLabels(0, 1, 0, 2, 1, 0);
  }

  @OnBothEngines(seeds = {1, 2, 3})
  default void without_labels_is_nt_xent(Backend backend, int seed) {
    var sample = Sample.random(2, 5, 6, seed);

    double loss = sample.value(backend, at(0.2));

    assertThat(loss).isCloseTo(Oracle.ntXent(sample.rows(), 0.2), within(2e-5));
  }

  @OnBothEngines
  default void is_ln_of_all_others_when_all_embeddings_are_equal(Backend backend) {
    double loss = sample(1).map(number -> -2).value(backend, at(0.1));

    assertThat(loss).isCloseTo(Math.log(11), within(1e-5));
  }

  @OnBothEngines(seeds = {1, 2})
  default void takes_any_number_of_views(Backend backend, int seed) {
    var one = Sample.random(1, 7, 5, seed).withLabels(0, 0, 1, 1, 1, 0, 0);
    var four = Sample.random(4, 3, 5, seed);

    assertThat(one.value(backend, at(0.1)))
        .isCloseTo(plain(one.rows(), one.rowClasses(), 0.1), within(1e-4));
    assertThat(four.value(backend, at(0.1)))
        .isCloseTo(plain(four.rows(), four.rowClasses(), 0.1), within(1e-4));
  }

  @OnBothEngines(seeds = {1, 2})
  default void an_anchor_without_positives_is_left_out_of_the_mean(Backend backend, int seed) {
    var sample = Sample.random(1, 5, 4, seed).withLabels(3, 3, 8, 3, 9);

    var graded = sample.graded(backend, at(0.1));

    double expected = plain(sample.rows(), sample.rowClasses(), 0.1);
    assertThat(graded.value()).isCloseTo(expected, within(1e-4));
    // it still is a negative of the others
    assertThat(graded.gradient()[2 * 4]).isNotZero();
  }

  @OnBothEngines
  default void a_batch_of_one_class_is_finite(Backend backend) {
    var sample = Sample.random(2, 6, 5, 1).withLabels(4, 4, 4, 4, 4, 4);

    double loss = sample.value(backend, at(0.1));

    assertThat(loss).isCloseTo(plain(sample.rows(), sample.rowClasses(), 0.1), within(1e-4));
  }

  @OnBothEngines
  default void two_views_of_one_image_leave_nothing_to_tell_apart(Backend backend) {
    assertThat(Sample.random(2, 1, 4, 1).value(backend, at(0.1))).isCloseTo(0, within(1e-5));
  }

  @OnBothEngines
  default void a_batch_without_any_positive_is_refused(Backend backend) {
    var sample = Sample.random(1, 4, 3, 1).withLabels(0, 1, 2, 3);

    assertThatThrownBy(() -> sample.value(backend, at(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no positives", "4 images", "two views");
  }
}
