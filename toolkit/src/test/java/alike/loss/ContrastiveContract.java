package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import java.util.Arrays;

/** What holds for every loss that picks positives out of negatives by their cosines. */
interface ContrastiveContract extends LossContract {

  private void agrees(Backend backend, Sample sample, double temperature) {
    int[] classes = sample.rowClasses();
    Loops.agree(backend, sample, at(temperature), rows -> plain(rows, classes, temperature));
  }

  /** Returns the smallest batch there is. */
  default Sample two(int seed) {
    var sample = Sample.random(2, 2, 5, seed);
    return sample(seed).labels().length == 0 ? sample : sample.withLabels(3, 8);
  }

  @OnBothEngines(seeds = {1, 2})
  default void equals_plain_loops_for_two_images(Backend backend, int seed) {
    agrees(backend, two(seed), 0.1);
    agrees(backend, two(seed), 0.01);
  }

  @OnBothEngines
  default void equals_plain_loops_when_all_rows_are_equal(Backend backend) {
    agrees(backend, sample(1).map(number -> 0.3), 0.1);
    agrees(backend, sample(1).map(number -> 0.3), 0.01);
  }

  @OnBothEngines(seeds = {1, 2})
  default void equals_plain_loops_when_partners_are_opposite(Backend backend, int seed) {
    var sample = sample(seed);
    int rows = sample.views() * sample.images();

    agrees(backend, sample.scaled(row -> 2 * row < rows ? 1 : -1), 0.02);
  }

  @OnBothEngines(seeds = {1, 2})
  default void images_of_weight_2_count_as_two(Backend backend, int seed) {
    var sample = sample(seed);
    int images = sample.images();
    double first = sample.value(backend, weighted(weights(images, 1, 0)));
    double second = sample.value(backend, weighted(weights(images, 0, 1)));

    double loss = sample.value(backend, weighted(weights(images, 2, 1)));

    Loops.close(loss, share() * first + (1 - share()) * second, "weighted mean");
  }

  /** Returns the part of image 0 in a mean over it, twice, and image 1, once. */
  default double share() {
    return 2 / 3.0;
  }

  private static float[] weights(int images, float first, float second) {
    var weights = new float[images];
    weights[0] = first;
    weights[1] = second;
    return weights;
  }

  private Loss weighted(float... weights) {
    return batch ->
        at(0.1).of(batch.with(Role.WEIGHTS, batch.views().getManager().create(weights)));
  }

  @OnBothEngines
  default void weights_of_one_change_nothing(Backend backend) {
    var sample = sample(1);
    var ones = new float[sample.images()];
    Arrays.fill(ones, 3);

    Loops.close(
        sample.value(backend, weighted(ones)), sample.value(backend, at(0.1)), "weights of 3");
  }

  @OnBothEngines
  default void weights_that_are_no_weights_are_refused(Backend backend) {
    var sample = sample(1);
    for (float wrong : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY, 0}) {
      var weights = new float[sample.images()];
      weights[0] = wrong;
      assertThatThrownBy(() -> sample.value(backend, weighted(weights)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong == 0 ? "weight above 0" : "0 or more");
    }
  }

  @OnBothEngines
  default void is_not_a_number_where_an_embedding_is_none(Backend backend) {
    var broken = sample(1).map(number -> number);
    broken.numbers()[0] = Float.NaN;

    assertThat(broken.value(backend, at(0.1))).isNaN();
  }

  @OnBothEngines
  default void leaves_no_arrays_behind(Backend backend) {
    int before = Census.of(backend);

    assertThat(sample(1).graded(backend, at(0.1)).gradient()).isNotEmpty();

    assertThat(Census.of(backend)).as("arrays that outlive a step").isEqualTo(before);
  }
}
