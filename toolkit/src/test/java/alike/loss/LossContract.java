package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;

/** What holds for every loss of cosine similarities: the loss's test implements this. */
interface LossContract {

  /** Returns the loss at a temperature. */
  Loss at(double temperature);

  /** Returns the same loss as plain loops over rows and their classes. */
  double plain(double[][] rows, int[] classes, double temperature);

  /** Returns embeddings that the loss takes, with labels where it looks at them. */
  Sample sample(int seed);

  private void isPlain(Backend backend, Sample sample, double temperature) {
    var graded = sample.graded(backend, at(temperature));

    int[] classes = sample.rowClasses();
    double value = plain(sample.rows(), classes, temperature);
    assertThat(graded.value()).isCloseTo(value, within(2e-5 * Math.max(1, Math.abs(value))));
    double[] gradient = Oracle.gradient(sample.rows(), rows -> plain(rows, classes, temperature));
    for (int i = 0; i < gradient.length; i++) {
      assertThat((double) graded.gradient()[i])
          .as("gradient by number %d", i)
          .isCloseTo(gradient[i], within(2e-5 * Math.max(1, Math.abs(gradient[i]))));
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  default void equals_plain_loops_in_value_and_gradient(Backend backend, int seed) {
    isPlain(backend, sample(seed), 0.1);
    isPlain(backend, sample(seed), 5);
  }

  @OnBothEngines(seeds = {1, 2})
  default void equals_plain_loops_at_the_smallest_temperature(Backend backend, int seed) {
    isPlain(backend, sample(seed), 0.01);
  }

  @OnBothEngines(seeds = {1, 2})
  default void equals_plain_loops_for_duplicates(Backend backend, int seed) {
    var sample = sample(seed);

    isPlain(backend, sample.reordered(view -> 0, image -> image / 2 * 2), 0.1);
  }

  @OnBothEngines(seeds = {1, 2})
  default void is_the_same_when_the_images_are_reordered(Backend backend, int seed) {
    var sample = sample(seed);
    int images = sample.images();

    var reordered = sample.reordered(view -> view, image -> (image + 1) % images);

    assertSame(sample.value(backend, at(0.1)), reordered.value(backend, at(0.1)));
  }

  @OnBothEngines(seeds = {1, 2})
  default void is_the_same_when_the_views_are_swapped(Backend backend, int seed) {
    var sample = sample(seed);

    var swapped = sample.reordered(view -> sample.views() - 1 - view, image -> image);

    assertSame(sample.value(backend, at(0.1)), swapped.value(backend, at(0.1)));
  }

  @OnBothEngines(seeds = {1, 2})
  default void is_the_same_when_rows_grow_or_shrink(Backend backend, int seed) {
    var sample = sample(seed);
    double value = sample.value(backend, at(0.1));

    for (double size : new double[] {1e-20, 0.01, 300, 1e20}) {
      var resized = sample.scaled(row -> row % 2 == 0 ? size : 3 * size);

      assertSame(value, resized.value(backend, at(0.1)));
      for (float number : resized.graded(backend, at(0.1)).gradient()) {
        assertThat(number).as("gradient for rows of about %s", size).isFinite();
      }
    }
  }

  @OnBothEngines(seeds = {1, 2})
  default void a_row_of_zeros_is_similar_to_nothing_and_has_no_gradient(Backend backend, int seed) {
    var sample = sample(seed).scaled(row -> row == 1 ? 0 : 1);

    var graded = sample.graded(backend, at(0.1));

    double expected = plain(sample.rows(), sample.rowClasses(), 0.1);
    assertSame(expected, graded.value());
    for (int i = 0; i < graded.gradient().length; i++) {
      assertThat(graded.gradient()[i]).isFinite();
      if (i / sample.width() == 1) {
        assertThat(graded.gradient()[i]).isZero();
      }
    }
  }

  @OnBothEngines
  default void is_finite_when_all_rows_are_zeros(Backend backend) {
    var graded = sample(1).scaled(row -> 0).graded(backend, at(0.01));

    assertThat(graded.value()).isFinite();
    assertThat(graded.gradient()).containsOnly(0);
  }

  @OnBothEngines
  default void the_loss_belongs_to_the_manager_of_the_views(Backend backend) {
    int before = Census.of(backend);
    try (var manager = backend.open()) {
      var sample = sample(1);
      var shape = new Shape(sample.views(), sample.images(), sample.width());
      NDArray views = manager.create(sample.numbers(), shape);

      NDArray loss = at(0.1).of(sample.batch(views));

      assertThat(loss.getManager()).isSameAs(manager);
      assertThat(loss.getShape()).isEqualTo(new Shape());
    }
    assertThat(Census.of(backend)).as("arrays that outlive the step").isEqualTo(before);
  }

  private static void assertSame(double expected, double value) {
    assertThat(value).isCloseTo(expected, within(2e-5 * Math.max(1, Math.abs(expected))));
  }
}
