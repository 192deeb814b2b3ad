package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.OnBothEngines;

/** What holds for every loss whose positives are the rows of a class. */
interface ClassContract extends ContrastiveContract {

  @Override
  default Sample sample(int seed) {
    return Sample.random(2, 6, 5, seed).withLabels(0, 1, 0, 2, 1, 0);
  }

  private void agrees(Backend backend, Sample sample) {
    int[] classes = sample.rowClasses();
    Loops.agree(backend, sample, at(0.1), rows -> plain(rows, classes, 0.1));
  }

  @OnBothEngines(seeds = {1, 2})
  default void takes_any_number_of_views(Backend backend, int seed) {
    agrees(backend, Sample.random(1, 7, 5, seed).withLabels(0, 0, 1, 1, 1, 0, 0));
    agrees(backend, Sample.random(3, 3, 5, seed));
    agrees(backend, Sample.random(4, 3, 5, seed).withLabels(7, 2, 7));
  }

  @OnBothEngines(seeds = {1, 2})
  default void an_anchor_without_positives_is_left_out_of_the_mean(Backend backend, int seed) {
    var sample = Sample.random(1, 5, 4, seed).withLabels(3, 3, 8, 3, 9);

    agrees(backend, sample);
    // it still is a negative of the others
    assertThat(sample.graded(backend, at(0.1)).gradient()[2 * 4]).isNotZero();
  }

  @OnBothEngines
  default void images_of_unknown_class_are_a_class_each(Backend backend) {
    var sample = Sample.random(2, 4, 5, 1);

    double unknown = sample.withLabels(1, -1, 1, -1).value(backend, at(0.1));

    Loops.close(unknown, sample.withLabels(1, 2, 1, 3).value(backend, at(0.1)), "value");
  }

  @OnBothEngines
  default void a_batch_without_any_positive_is_refused(Backend backend) {
    var sample = Sample.random(1, 4, 3, 1).withLabels(0, 1, 2, 3);

    assertThatThrownBy(() -> sample.value(backend, at(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no positives", "4 images", "two views");
  }

  /** For losses that need no negatives. */
  interface OfOneClass extends ClassContract {

    @OnBothEngines
    default void equals_plain_loops_for_a_batch_of_one_class(Backend backend) {
      var sample = Sample.random(2, 5, 5, 1).withLabels(4, 4, 4, 4, 4);
      int[] classes = sample.rowClasses();

      for (double temperature : new double[] {0.1, 0.01}) {
        Loops.agree(backend, sample, at(temperature), rows -> plain(rows, classes, temperature));
      }
    }
  }

  /** For losses that compare positives with negatives alone. */
  interface OfSeveralClasses extends ClassContract {

    @OnBothEngines
    default void a_batch_of_one_class_is_refused(Backend backend) {
      var sample = Sample.random(2, 5, 5, 1).withLabels(4, 4, 4, 4, 4);

      assertThatThrownBy(() -> sample.value(backend, at(0.1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("no negatives", "5 images", "several classes");
    }
  }
}
