package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Graded;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What holds for a loss in all its variants: the loss's test implements this. */
interface VariantContract {

  /** A loss as plain loops in double precision. */
  @FunctionalInterface
  interface Plain {
    double of(double[][] rows, Sample sample);
  }

  /**
   * A loss with some settings.
   *
   * @param loss as users make it
   * @param plain the same as plain loops
   * @param unit whether the lengths of rows make no difference
   */
  record Variant(Loss loss, Plain plain, boolean unit) {

    static Variant of(Loss loss, Plain plain) {
      return new Variant(loss, plain, true);
    }

    static Variant raw(Loss loss, Plain plain) {
      return new Variant(loss, plain, false);
    }
  }

  /** Returns the settings that are tested. */
  List<Variant> variants();

  /** Returns numbers that the loss takes. */
  Sample sample(int seed);

  /** Returns how many of the sample's views are the batch's; the others serve as something else. */
  default int views(Sample sample) {
    return sample.views();
  }

  /**
   * Returns the batch.
   *
   * @param views [V, N, D] of the sample
   * @param owner of all arrays beside the views
   */
  default Batch batch(Sample sample, NDArray views, NDManager owner) {
    return sample.batch(views);
  }

  /** Returns batches on which engines go wrong, by name. */
  default Map<String, Sample> edges() {
    var sample = sample(1);
    var edges = new LinkedHashMap<String, Sample>();
    edges.put("duplicates", sample.reordered(view -> 0, image -> image / 2 * 2));
    edges.put("a row of zeros", sample.scaled(row -> row == 1 ? 0 : 1));
    edges.put("all rows zeros", sample.scaled(row -> 0));
    edges.put("all rows equal", sample.map(number -> 0.3));
    edges.put("two images", first(sample, 2));
    if (sample.labels().length > 0) {
      edges.put("one class", sample.withLabels(new int[sample.images()]));
      edges.put("singletons", sample.withLabels(IntStream.range(0, sample.images()).toArray()));
      edges.put("classes not known", sample.withLabels(not(sample.labels(), 1)));
    }
    return edges;
  }

  /** Returns each row's class; an image of unknown class is a class of its own. */
  static int[] classes(Sample sample) {
    int[] classes = sample.rowClasses();
    Arrays.setAll(classes, row -> classes[row] < 0 ? 1000 + row % sample.images() : classes[row]);
    return classes;
  }

  private static int[] not(int[] labels, int unknown) {
    return Arrays.stream(labels).map(label -> label == unknown ? -1 : label).toArray();
  }

  /** Returns the first images of a sample. */
  private static Sample first(Sample sample, int images) {
    var numbers = new float[sample.views() * images * sample.width()];
    int view = images * sample.width();
    for (int v = 0; v < sample.views(); v++) {
      System.arraycopy(
          sample.numbers(), v * sample.images() * sample.width(), numbers, v * view, view);
    }
    int[] labels =
        sample.labels().length == 0 ? sample.labels() : Arrays.copyOf(sample.labels(), images);
    return new Sample(sample.views(), images, sample.width(), numbers, labels);
  }

  private float[] used(Sample sample) {
    return Arrays.copyOf(sample.numbers(), views(sample) * sample.images() * sample.width());
  }

  private Shape shape(Sample sample) {
    return new Shape(views(sample), sample.images(), sample.width());
  }

  /** Returns value and gradient as an engine computes them. */
  default Graded graded(Backend backend, Loss loss, Sample sample) {
    return Graded.of(
        backend,
        used(sample),
        shape(sample),
        views -> loss.of(batch(sample, views, views.getManager())));
  }

  /** Compares value and gradient with the plain loops. */
  default void agrees(Backend backend, Variant variant, Sample sample) {
    var graded = graded(backend, variant.loss, sample);

    var rows = sample.rows();
    Loops.close(graded.value(), variant.plain.of(rows, sample), variant.loss.toString());
    double[] gradient = Oracle.gradient(rows, changed -> variant.plain.of(changed, sample));
    assertThat(graded.gradient()).isNotEqualTo(new float[graded.gradient().length]);
    for (int i = 0; i < graded.gradient().length; i++) {
      Loops.close(
          graded.gradient()[i],
          gradient[i],
          "gradient of %s by number %d".formatted(variant.loss, i));
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  default void equals_plain_loops_in_value_and_gradient(Backend backend, int seed) {
    variants().forEach(variant -> agrees(backend, variant, sample(seed)));
  }

  @OnBothEngines
  default void is_right_and_has_a_finite_gradient_at_the_edges(Backend backend) {
    edges()
        .forEach(
            (name, sample) -> {
              for (var variant : variants()) {
                var graded = graded(backend, variant.loss, sample);
                var what = variant.loss + " for " + name;
                Loops.close(graded.value(), variant.plain.of(sample.rows(), sample), what);
                for (float number : graded.gradient()) {
                  assertThat(number).as("gradient of %s", what).isFinite();
                }
              }
            });
  }

  @OnBothEngines(seeds = {1, 2})
  default void is_the_same_when_rows_grow_or_shrink_where_lengths_are_free(
      Backend backend, int seed) {
    var sample = sample(seed);
    for (var variant : variants()) {
      for (double size : variant.unit ? new double[] {1e-20, 0.01, 300, 1e20} : new double[] {1}) {
        var graded =
            graded(backend, variant.loss, sample.scaled(row -> row % 2 == 0 ? size : 3 * size));

        if (variant.unit) {
          Loops.close(
              graded.value(), variant.plain.of(sample.rows(), sample), variant.loss + " × " + size);
        }
        for (float number : graded.gradient()) {
          assertThat(number).as("gradient of %s × %s", variant.loss, size).isFinite();
        }
      }
    }
  }

  @OnBothEngines(seeds = {1, 2})
  default void is_the_same_when_the_images_are_reordered(Backend backend, int seed) {
    var sample = sample(seed);
    int images = sample.images();
    var reordered = sample.reordered(view -> view, image -> (image + 1) % images);
    for (var variant : variants()) {
      Loops.close(
          graded(backend, variant.loss, reordered).value(),
          graded(backend, variant.loss, sample).value(),
          variant.loss.toString());
    }
  }

  @OnBothEngines
  default void leaves_no_arrays_behind(Backend backend) {
    var sample = sample(1);
    int before = Census.of(backend);
    try (var owner = backend.open()) {
      for (var variant : variants()) {
        try (var step = backend.open();
            var tape = backend.record()) {
          NDArray views = step.create(used(sample), shape(sample));
          views.setRequiresGradient(true);
          var batch = batch(sample, views, owner);
          int owned = Census.under(owner);

          NDArray loss = variant.loss.of(batch);
          tape.backward(loss);

          assertThat(loss.getManager()).isSameAs(step);
          assertThat(loss.getShape()).isEqualTo(new Shape());
          assertThat(Census.under(owner)).as(variant.loss.toString()).isEqualTo(owned);
        }
      }
    }
    assertThat(Census.of(backend)).as("arrays that outlive a step").isEqualTo(before);
  }

  @OnBothEngines
  default void is_not_a_number_where_an_embedding_is_none(Backend backend) {
    var broken = sample(1).map(number -> number);
    broken.numbers()[0] = Float.NaN;
    for (var variant : variants()) {
      assertThat(graded(backend, variant.loss, broken).value()).as(variant.loss.toString()).isNaN();
    }
  }
}
