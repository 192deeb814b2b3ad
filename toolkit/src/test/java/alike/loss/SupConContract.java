package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;

/** What holds for both of the paper's forms of the supervised loss. */
interface SupConContract extends ClassContract.OfOneClass {

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

  @OnBothEngines
  default void two_views_of_one_image_leave_nothing_to_tell_apart(Backend backend) {
    assertThat(Sample.random(2, 1, 4, 1).value(backend, at(0.1))).isCloseTo(0, within(1e-5));
  }
}
