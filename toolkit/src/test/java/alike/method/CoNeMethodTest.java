package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.CoNe;
import alike.model.MlpHead;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoNeMethodTest implements MethodContract {

  private static final int WIDTH = 6;
  private static final int CLASSES = 4;
  private static final int NEIGHBOURS = 7;

  @Override
  public CoNeMethod small() {
    return CoNeMethod.standard()
        .withLoss(CoNe.neighbours(NEIGHBOURS))
        .queue(20)
        .momentum(0.9)
        .withHead(MlpHead.widths(12, WIDTH).withHidden(MlpHead.Hidden.NORM));
  }

  @Override
  public Smoke smoke() {
    var head = MlpHead.widths(64, 32).withHidden(MlpHead.Hidden.NORM);
    return Smoke.of(CoNeMethod.standard().withHead(head), 5, 0.02);
  }

  private static NDArray embedding(Rehearsal training, Views views, String encoder, String head) {
    return training.network(head).teach(training.network(encoder).teach(views.view(0)));
  }

  private static double[][] unit(Rehearsal training, String encoder, String head) {
    return PlainMath.unit(training.of(views -> embedding(training, views, encoder, head)), WIDTH);
  }

  /** Returns the probabilities of the classes. */
  private static double[][] probabilities(
      Rehearsal training, String encoder, String head, String classifier) {
    float[] scores =
        training.of(
            views -> training.network(classifier).teach(embedding(training, views, encoder, head)));
    var rows = new double[scores.length / CLASSES][CLASSES];
    for (int i = 0; i < scores.length; i++) {
      rows[i / CLASSES][i % CLASSES] = scores[i];
    }
    return Arrays.stream(rows).map(Plain::softmax).toArray(double[][]::new);
  }

  private static double[] labels(Rehearsal training) {
    float[] numbers =
        training.of(
            views -> {
              var labels = new float[views.labels().length];
              for (int i = 0; i < labels.length; i++) {
                labels[i] = views.labels()[i];
              }
              return views.images().getManager().create(labels);
            });
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
  }

  private static double[][] rows(Rehearsal training, String bank, int width) {
    float[] numbers = training.floats("method." + bank + ".rows");
    var rows = new double[numbers.length / width][width];
    for (int i = 0; i < numbers.length; i++) {
      rows[i / width][i % width] = numbers[i];
    }
    return rows;
  }

  /** What stands in plain loops of the loss. */
  private static final class Plain {

    static double[] softmax(double[] logits) {
      double sum = Arrays.stream(logits).map(Math::exp).sum();
      return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
    }

    static double[] similarities(double[] row, double[][] queue, double temperature) {
      return Arrays.stream(queue)
          .mapToDouble(other -> PlainMath.dot(row, other) / temperature)
          .toArray();
    }

    /** Returns minus the logarithm of what the nearest rows of the own class have of them all. */
    static double neighbours(double[] q, double label, double[][] queue, double[][] labels) {
      double[] similarities = similarities(q, queue, 0.1);
      int[] nearest =
          IntStream.range(0, queue.length)
              .boxed()
              .sorted((a, b) -> Double.compare(similarities[b], similarities[a]))
              .limit(NEIGHBOURS)
              .mapToInt(Integer::intValue)
              .toArray();
      double all = 0;
      double own = 0;
      for (int j : nearest) {
        all += Math.exp(similarities[j]);
        own += labels[j][0] == label ? Math.exp(similarities[j]) : 0;
      }
      return own == 0 ? 0 : -Math.log(own / all); // without a friend it is left out
    }

    static double divergence(double[] k, double[] p, double[][] queue, double[][] probabilities) {
      double[] near = softmax(similarities(k, queue, 0.07));
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        double target = 0;
        for (int j = 0; j < near.length; j++) {
          target += near[j] * probabilities[j][c];
        }
        sum += target * Math.log(target / p[c]);
      }
      return sum;
    }
  }

  @OnBothEngines
  void first_epoch_and_later_steps_are_what_plain_loops_do(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      for (int step = 0; step < 6; step++) { // an epoch of cross-entropy, one with neighbours
        double[][] q = unit(training, "encoder", "head");
        double[][] k = unit(training, "teacherEncoder", "teacherHead");
        double[][] p = probabilities(training, "encoder", "head", "classifier");
        double[][] taught =
            probabilities(training, "teacherEncoder", "teacherHead", "teacherClassifier");
        double[] y = labels(training);
        double[][] keys = rows(training, "keys", WIDTH);
        double[][] classes = rows(training, "labels", 1);
        double[][] probabilities = rows(training, "probabilities", CLASSES);
        double expected = 0;
        for (int i = 0; i < q.length; i++) {
          expected -= Math.log(p[i][(int) y[i]]);
          if (step >= 3) {
            expected += Plain.neighbours(q[i], y[i], keys, classes);
            expected += Plain.divergence(k[i], p[i], keys, probabilities);
          }
        }
        var before = training.values("teacherClassifier");
        double momentum = 1 - 0.1 * (Math.cos(Math.PI * step / Rehearsal.STEPS) + 1) / 2;

        double loss = training.step();

        assertThat(loss).as("step %d", step).isCloseTo(expected / q.length, within(2e-5));
        int place = step * Rehearsal.BATCH % 20;
        int unused = PlainMath.enqueue(keys, place, k);
        unused = PlainMath.enqueue(probabilities, place, taught);
        double[][] own = Arrays.stream(y).mapToObj(l -> new double[] {l}).toArray(double[][]::new);
        unused = PlainMath.enqueue(classes, place, own);
        assertSame(training, "keys", keys, WIDTH);
        assertSame(training, "probabilities", probabilities, CLASSES);
        assertSame(training, "labels", classes, 1);
        PlainMath.assertFollowed(
            before,
            training.network("classifier"),
            training.network("teacherClassifier"),
            momentum);
        assertThat(unused).isNotNegative();
      }
    }
  }

  private static void assertSame(Rehearsal training, String bank, double[][] rows, int width) {
    float[] numbers = training.floats("method." + bank + ".rows");
    assertThat(numbers).hasSize(rows.length * width);
    PlainMath.assertClose(numbers, rows);
  }

  @Test
  void a_queue_smaller_than_the_batch_is_refused_with_what_to_change() {
    var start = Rehearsal.start(Engines.backend("MXNet"), 1);

    assertThatThrownBy(() -> small().queue(7).start(start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("holds 7", "brings 8", "at least 8");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(CoNeMethod.standard()).hasToString("CoNeMethod.standard()");
    assertThat(CoNeMethod.standard().queue(64).momentum(0.9))
        .hasToString("CoNeMethod.standard().queue(64).momentum(Momentum.cosine(0.9))");
    assertThat(CoNeMethod.standard().card().text()).contains("2308.10761", "0.996");
  }
}
