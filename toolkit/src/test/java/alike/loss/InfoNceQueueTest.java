package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InfoNceQueueTest {

  private static final int IMAGES = 4;
  private static final int WIDTH = 5;
  private static final Sample QUEUE = Sample.random(1, 7, WIDTH, 90);

  private static Sample targets(int views) {
    return Sample.random(views, IMAGES, WIDTH, 91);
  }

  private static NDArray array(Batch batch, Sample sample, Shape shape) {
    return batch.views().getManager().create(sample.numbers(), shape);
  }

  private static Batch taught(Batch batch) {
    int views = batch.viewCount();
    return batch.with(Role.TARGETS, array(batch, targets(views), new Shape(views, IMAGES, WIDTH)));
  }

  private static Batch queued(Batch batch) {
    return taught(batch).with(Role.BANK, array(batch, QUEUE, new Shape(7, WIDTH)));
  }

  /** Returns the mean over images of the cross-entropy of a view and a target. */
  private static double direction(
      double[][] view, double[][] target, double[][] queue, double temperature) {
    double[][] own = Oracle.cosines(view, target);
    double[][] others = Oracle.cosines(view, queue);
    double sum = 0;
    for (int i = 0; i < view.length; i++) {
      var logits = new double[queue.length + 1];
      logits[0] = own[i][i] / temperature;
      for (int j = 0; j < queue.length; j++) {
        logits[j + 1] = others[i][j] / temperature;
      }
      sum += Oracle.crossEntropy(logits, 0);
    }
    return sum / view.length;
  }

  private static double queue(double[][] rows, double temperature) {
    int views = rows.length / IMAGES;
    double[][] targets = targets(views).rows();
    double sum = 0;
    int pairs = 0;
    for (int v = 0; v < views; v++) {
      for (int t = 0; t < views; t++) {
        if (views == 1 || v != t) {
          sum +=
              direction(
                  Oracle.view(rows, v, IMAGES),
                  Oracle.view(targets, t, IMAGES),
                  QUEUE.rows(),
                  temperature);
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  private static double momentum(double[][] rows, double temperature) {
    double[][] targets = targets(2).rows();
    double sum = 0;
    for (int v = 0; v < 2; v++) {
      double[][] cosines =
          Oracle.cosines(Oracle.view(rows, v, IMAGES), Oracle.view(targets, 1 - v, IMAGES));
      for (int i = 0; i < IMAGES; i++) {
        var logits = new double[IMAGES];
        for (int j = 0; j < IMAGES; j++) {
          logits[j] = cosines[i][j] / temperature;
        }
        sum += 2 * temperature * Oracle.crossEntropy(logits, i) / IMAGES;
      }
    }
    return sum;
  }

  @OnBothEngines(seeds = {1, 2})
  void equals_plain_loops_for_any_number_of_views(Backend backend, int seed) {
    for (int views = 1; views <= 3; views++) {
      var sample = Sample.random(views, IMAGES, WIDTH, seed);
      for (double temperature : new double[] {0.01, 0.07, 1}) {
        var loss = InfoNceQueue.temperature(temperature);

        Loops.agree(
            backend, sample, batch -> loss.of(queued(batch)), rows -> queue(rows, temperature));
      }
    }
  }

  @OnBothEngines(seeds = {1, 2})
  void stands_zeros_and_rows_of_any_size(Backend backend, int seed) {
    var sample = Sample.random(1, IMAGES, WIDTH, seed);
    Loss loss = batch -> InfoNceQueue.temperature(0.07).of(queued(batch));
    double value = sample.value(backend, loss);
    for (double size : new double[] {1e-20, 1e20}) {
      Loops.close(sample.scaled(row -> size).value(backend, loss), value, "value");
    }

    var zero = sample.scaled(row -> row == 1 ? 0 : 1).graded(backend, loss);

    assertThat(zero.value()).isFinite();
    assertThat(zero.gradient()[WIDTH]).isZero();
    assertThat(zero.gradient()[0]).isNotZero();
  }

  @OnBothEngines
  void is_not_a_number_where_an_embedding_is_none(Backend backend) {
    var broken = Sample.random(2, IMAGES, WIDTH, 1);
    broken.numbers()[0] = Float.NaN;

    for (Loss loss : new Loss[] {InfoNceQueue.standard(), InfoNceMomentum.standard()}) {
      assertThat(broken.value(backend, batch -> loss.of(queued(batch)))).isNaN();
    }
  }

  @OnBothEngines
  void is_ln_of_queue_and_key_when_all_embeddings_are_equal(Backend backend) {
    try (var manager = backend.open()) {
      var ones = manager.ones(new Shape(1, 3, 4));
      var batch =
          Batch.of(ones)
              .with(Role.TARGETS, ones.mul(2))
              .with(Role.BANK, manager.ones(new Shape(6, 4)));

      double loss = InfoNceQueue.standard().of(batch).getFloat();

      assertThat(loss).isCloseTo(Math.log(7), within(1e-5));
    }
  }

  @OnBothEngines
  void weighs_images(Backend backend) {
    var sample = Sample.random(1, IMAGES, WIDTH, 3);
    for (Loss loss : new Loss[] {InfoNceQueue.temperature(0.2), InfoNceMomentum.temperature(0.2)}) {
      double first = sample.value(backend, weighted(loss, 1, 0, 0, 0));
      double last = sample.value(backend, weighted(loss, 0, 0, 0, 1));

      double both = sample.value(backend, weighted(loss, 1, 0, 0, 3));

      Loops.close(both, (first + 3 * last) / 4, "weighted mean");
    }
  }

  private static Loss weighted(Loss loss, float... weights) {
    return batch ->
        loss.of(queued(batch).with(Role.WEIGHTS, batch.views().getManager().create(weights)));
  }

  @OnBothEngines
  void no_gradient_flows_into_teacher_and_queue_and_nothing_stays_with_them(Backend backend) {
    for (Loss loss : new Loss[] {InfoNceQueue.standard(), InfoNceMomentum.standard()}) {
      try (var owner = backend.open()) {
        NDArray bank = owner.create(QUEUE.numbers(), new Shape(7, WIDTH));
        NDArray targets = owner.create(targets(2).numbers(), new Shape(2, IMAGES, WIDTH));
        bank.setRequiresGradient(true);
        targets.setRequiresGradient(true);
        int before = Census.under(owner);
        try (var step = owner.newSubManager();
            var tape = backend.record()) {
          NDArray views =
              step.create(targets(2).map(x -> x + 1).numbers(), new Shape(2, IMAGES, WIDTH));
          views.setRequiresGradient(true);

          tape.backward(loss.of(Batch.of(views).with(Role.TARGETS, targets).with(Role.BANK, bank)));

          assertThat(views.getGradient().abs().sum().getFloat()).isPositive();
        }
        assertThat(Census.under(owner)).as("arrays of the owner of the queue").isEqualTo(before);
        try (NDArray ofBank = bank.getGradient();
            NDArray ofTargets = targets.getGradient()) {
          assertThat(ofBank.toFloatArray()).containsOnly(0);
          assertThat(ofTargets.toFloatArray()).containsOnly(0);
        }
      }
    }
  }

  @OnBothEngines
  void what_is_missing_or_does_not_fit_is_named(Backend backend) {
    var sample = Sample.random(2, IMAGES, WIDTH, 1);
    var loss = InfoNceQueue.standard();

    assertThatThrownBy(() -> sample.value(backend, loss))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("InfoNCE with a queue", "TARGETS");
    assertThatThrownBy(() -> sample.value(backend, batch -> loss.of(taught(batch))))
        .hasMessageContaining("BANK");
    assertThatThrownBy(
            () ->
                sample.value(
                    backend,
                    batch ->
                        loss.of(
                            batch.with(
                                Role.TARGETS,
                                array(batch, targets(1), new Shape(1, IMAGES, WIDTH))))))
        .hasMessageContainingAll("2 views", "1 targets");
    assertThatThrownBy(
            () ->
                Sample.random(1, 1, WIDTH, 1)
                    .value(
                        backend,
                        batch ->
                            InfoNceMomentum.standard()
                                .of(batch.with(Role.TARGETS, batch.views().mul(2)))))
        .hasMessageContainingAll("2 or more images", "got 1");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> InfoNceQueue.temperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> InfoNceMomentum.temperature(0)).hasMessageContaining("temperature");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(InfoNceQueue.temperature(0.2)).hasToString("InfoNceQueue.temperature(0.2)");
    assertThat(InfoNceMomentum.temperature(1)).hasToString("InfoNceMomentum.temperature(1.0)");
  }

  @Nested
  class WithAMomentumTeacher {

    @OnBothEngines(seeds = {1, 2})
    void equals_plain_loops(Backend backend, int seed) {
      var sample = Sample.random(2, IMAGES, WIDTH, seed);
      for (double temperature : new double[] {0.01, 0.2, 1}) {
        var loss = InfoNceMomentum.temperature(temperature);

        Loops.agree(
            backend, sample, batch -> loss.of(taught(batch)), rows -> momentum(rows, temperature));
      }
    }

    @OnBothEngines
    void is_the_same_when_the_views_are_swapped(Backend backend) {
      var sample = Sample.random(2, IMAGES, WIDTH, 1);
      var loss = InfoNceMomentum.standard();

      double swapped = sample.value(backend, batch -> loss.of(taught(batch).reversed()));

      Loops.close(swapped, sample.value(backend, batch -> loss.of(taught(batch))), "loss");
    }
  }
}
