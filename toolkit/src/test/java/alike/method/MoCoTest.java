package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.InfoNceQueue;
import alike.model.MlpHead;
import alike.model.Projection;
import org.junit.jupiter.api.Test;

class MoCoTest implements MethodContract {

  private static final int WIDTH = 5;

  @Override
  public MoCo small() {
    return MoCo.temperature(0.2).queue(20).momentum(0.9).withHead(Projection.plain(WIDTH));
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(MoCo.temperature(0.2).withHead(Projection.plain(32)), 6, 0.01);
  }

  private static NDArray query(Rehearsal training, Views views) {
    return training.network("head").teach(training.network("encoder").teach(views.view(0)));
  }

  private static NDArray key(Rehearsal training, Views views) {
    var encoder = training.network("teacherEncoder");
    return training.network("teacherHead").teach(encoder.teach(views.view(1)));
  }

  static double[][] queue(Rehearsal training) {
    return PlainMath.unit((float[]) training.save().arrays().get("method.queue.rows"), WIDTH);
  }

  static double plain(double[][] queries, double[][] keys, double[][] queue, double temperature) {
    double sum = 0;
    for (int i = 0; i < queries.length; i++) {
      var logits = new double[queue.length + 1];
      logits[0] = PlainMath.dot(queries[i], keys[i]) / temperature;
      for (int k = 0; k < queue.length; k++) {
        logits[k + 1] = PlainMath.dot(queries[i], queue[k]) / temperature;
      }
      sum += PlainMath.crossEntropy(logits, 0);
    }
    return sum / queries.length;
  }

  @OnBothEngines
  void five_steps_are_what_plain_loops_do(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      double[][] queue = queue(training);
      int place = 0;
      for (int step = 0; step < 5; step++) { // 40 keys go around the queue of 20 twice
        double[][] q = PlainMath.unit(training.of(views -> query(training, views)), WIDTH);
        double[][] k = PlainMath.unit(training.of(views -> key(training, views)), WIDTH);
        var encoder = training.values("teacherEncoder");
        var head = training.values("teacherHead");

        double loss = training.step();

        assertThat(loss).isCloseTo(plain(q, k, queue, 0.2), within(1e-5));
        place = PlainMath.enqueue(queue, place, k);
        var saved = training.save().arrays();
        PlainMath.assertClose((float[]) saved.get("method.queue.rows"), queue);
        assertThat((long[]) saved.get("method.queue.pushed")).containsExactly(8L * (step + 1));
        PlainMath.assertFollowed(
            encoder, training.network("encoder"), training.network("teacherEncoder"), 0.9);
        PlainMath.assertFollowed(
            head, training.network("head"), training.network("teacherHead"), 0.9);
      }
    }
  }

  @OnBothEngines
  void the_teacher_starts_equal_to_the_encoder(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      var teacher = training.values("teacherEncoder").values().iterator();
      training
          .values("encoder")
          .forEach((name, values) -> assertThat(teacher.next()).as(name).isEqualTo(values));
    }
  }

  @Test
  void its_queue_is_the_papers_but_no_larger_than_the_images_are_enough_for() {
    var start = Rehearsal.start(Engines.backend("MXNet"), 1); // 24 images, batches of 8

    assertThat(QueueSize.of(0, start)).isEqualTo(16);
    assertThat(QueueSize.of(8, start)).isEqualTo(8);
    assertThat(QueueSize.of(100_000, start)).isEqualTo(100_000);
  }

  @Test
  void a_queue_smaller_than_the_batch_is_refused_with_what_to_change() {
    var start = Rehearsal.start(Engines.backend("MXNet"), 1);

    assertThatThrownBy(() -> small().queue(7).start(start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("holds 7", "brings 8", "at least 8");
    assertThatThrownBy(() -> small().queue(-1)).hasMessageContaining("queue");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(MoCo.temperature(0.2)).hasToString("MoCo.temperature(0.2)");
    assertThat(MoCo.v1()).hasToString("MoCo.temperature(0.07).withHead(MlpHead.widths(128))");
    assertThat(small())
        .hasToString(
            "MoCo.temperature(0.2).queue(20).momentum(Momentum.constant(0.9)).withHead(Projection.plain(5))");
    assertThat(MoCo.temperature(0.1).withLoss(InfoNceQueue.temperature(0.1).withTile(16)))
        .hasToString(
            "MoCo.temperature(0.1).withLoss(InfoNceQueue.temperature(0.1).withTile(16))");
  }

  @Test
  void its_defaults_are_the_papers() {
    assertThat(MoCo.temperature(0.2).momentum().from()).isEqualTo(0.999);
    assertThat(MoCo.temperature(0.2).head()).isEqualTo(Projection.plain(128));
    assertThat(MoCo.v1().loss()).isEqualTo(InfoNceQueue.temperature(0.07));
    assertThat(MoCo.v1().head()).isEqualTo(MlpHead.widths(128));
    assertThat(MoCo.v1().card().text()).contains("65536", "1911.05722", "2003.04297", "shuffled");
  }
}
