package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Graded;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UniConTest {

  private static final int IMAGES = 5;
  private static final int WIDTH = 4;
  private static final int[] LABELS = {2, -1, 0, -1, -1};
  private static final double GUESS = 0.15;
  private static final UniCon LOSS =
      UniCon.classes(3)
          .withThreshold(0.8)
          .withGuessTemperature(GUESS)
          .withUnsureWeight(0.3)
          .withProxyWeight(2);

  private static double[][] weak() {
    return Sample.random(1, IMAGES, WIDTH, 71).rows();
  }

  private static double[][] proxies() {
    return Sample.random(1, 3, WIDTH, 72).rows();
  }

  private static Sample views(int seed) {
    return Sample.random(2, IMAGES, WIDTH, seed).withLabels(LABELS);
  }

  private static Batch complete(Batch batch) {
    var manager = batch.views().getManager();
    return batch
        .with(
            Role.TARGETS,
            manager.create(SemiSupervised.floats(weak()), new Shape(1, IMAGES, WIDTH)))
        .with(Role.PROXIES, manager.create(SemiSupervised.floats(proxies()), new Shape(3, WIDTH)));
  }

  /** Returns each image's class, given or guessed, or a class of its own from 3. */
  private static int[] classes(UniCon loss) {
    double[][] cosines = Oracle.cosines(weak(), proxies());
    int[] classes = LABELS.clone();
    for (int i = 0; i < IMAGES; i++) {
      double[] p =
          Oracle.softmax(
              Arrays.stream(cosines[i])
                  .map(cosine -> (cosine + 1) / 2 / loss.guessTemperature())
                  .toArray());
      for (int c = 0; c < 3; c++) {
        classes[i] = classes[i] < 0 && p[c] >= loss.threshold() ? c : classes[i];
      }
      classes[i] = classes[i] < 0 ? 3 + i : classes[i];
    }
    return classes;
  }

  private static double plain(UniCon loss, double[][] rows, double[][] proxies) {
    int[] images = classes(loss);
    int all = rows.length + 3;
    var points = Arrays.copyOf(rows, all);
    var classes = new int[all];
    var weights = new double[all];
    for (int row = 0; row < all; row++) {
      boolean proxy = row >= rows.length;
      classes[row] = proxy ? row - rows.length : images[row % IMAGES];
      weights[row] = proxy ? loss.proxyWeight() : classes[row] < 3 ? 1 : loss.unsureWeight();
      points[row] = proxy ? proxies[row - rows.length] : points[row];
    }
    double[][] cosines = Oracle.cosines(points);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < all; i++) {
      double below = 0;
      double logits = 0;
      int positives = 0;
      for (int a = 0; a < all; a++) {
        double logit = cosines[i][a] / loss.temperature();
        boolean positive = a != i && classes[a] == classes[i];
        below += a == i ? 0 : Math.exp(logit);
        logits += positive ? logit : 0;
        positives += positive ? 1 : 0;
      }
      if (positives > 0) {
        sum += weights[i] * (Math.log(below) - logits / positives);
        total += weights[i];
      }
    }
    return sum / total;
  }

  @Test
  void the_batch_of_these_tests_has_guesses_and_doubts() {
    assertThat(classes(LOSS)).contains(2, 0).doesNotContain(-1);
    assertThat(Arrays.stream(classes(LOSS)).filter(c -> c >= 3).count()).isBetween(1L, 2L);
  }

  @OnBothEngines(seeds = {1, 2})
  void equals_plain_loops(Backend backend, int seed) {
    for (var loss : new UniCon[] {LOSS, LOSS.withThreshold(0.3), LOSS.withGuessTemperature(1)}) {
      Loops.agree(
          backend,
          views(seed),
          batch -> loss.of(complete(batch)),
          rows -> plain(loss, rows, proxies()));
    }
  }

  @OnBothEngines
  void the_points_of_the_classes_are_learned(Backend backend) {
    double[][] rows = views(1).rows();

    var graded =
        Graded.of(
            backend,
            SemiSupervised.floats(proxies()),
            new Shape(3, WIDTH),
            points -> {
              NDArray views =
                  points.getManager().create(views(1).numbers(), new Shape(2, IMAGES, WIDTH));
              return LOSS.of(complete(views(1).batch(views)).with(Role.PROXIES, points));
            });

    double[] gradient = Oracle.gradient(proxies(), points -> plain(LOSS, rows, points));
    for (int i = 0; i < gradient.length; i++) {
      Loops.close(graded.gradient()[i], gradient[i], "gradient by number " + i);
    }
    assertThat(LOSS.learned(WIDTH)).containsExactly(Learned.rows(Role.PROXIES, 3, WIDTH));
  }

  @OnBothEngines
  void images_of_known_class_need_no_target(Backend backend) {
    var sample = views(1).withLabels(0, 1, 0, 1, 1);
    Loss loss =
        batch -> {
          var manager = batch.views().getManager();
          float[] points = SemiSupervised.floats(proxies());
          return LOSS.of(batch.with(Role.PROXIES, manager.create(points, new Shape(3, WIDTH))));
        };

    assertThat(sample.value(backend, loss)).isPositive();
    assertThatThrownBy(() -> views(1).value(backend, loss)).hasMessageContaining("TARGETS");
  }

  @OnBothEngines
  void what_is_missing_or_does_not_fit_is_named(Backend backend) {
    assertThatThrownBy(() -> views(1).value(backend, LOSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("UniCon", "PROXIES");
    assertThatThrownBy(
            () -> views(1).value(backend, batch -> UniCon.classes(4).of(complete(batch))))
        .hasMessageContainingAll("4 classes", "(3, 4)", "UniCon.classes(3)");
    assertThatThrownBy(
            () ->
                views(1)
                    .withLabels(0, 1, 2, 3, 0)
                    .value(backend, batch -> LOSS.of(complete(batch))))
        .hasMessageContainingAll("3 classes", "label is 3");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> UniCon.classes(0)).hasMessageContaining("classes");
    assertThatThrownBy(() -> LOSS.withTemperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> LOSS.withThreshold(2)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> LOSS.withGuessTemperature(0)).hasMessageContaining("guess");
    assertThatThrownBy(() -> LOSS.withUnsureWeight(-1)).hasMessageContaining("unsure");
    assertThatThrownBy(() -> LOSS.withProxyWeight(-1)).hasMessageContaining("proxy");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(LOSS)
        .hasToString(
            "UniCon.classes(3).withThreshold(0.8).withGuessTemperature(%s).withUnsureWeight(0.3)"
                    .formatted(GUESS)
                + ".withProxyWeight(2.0)");
  }
}
