package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.ProtoNce;
import alike.model.Encoder;
import alike.model.Projection;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PclTest implements MethodContract {

  private static final int WIDTH = 5;
  private static final int[] CLUSTERS = {3, 6};

  @Override
  public Pcl small() {
    return Pcl.temperature(0.2)
        .withMoCo(
            MoCo.temperature(0.2).queue(20).momentum(0.9).withHead(Projection.plain(WIDTH)))
        .clusters(3, 6)
        .warmup(0.25)
        .restarts(2);
  }

  @Override
  public Smoke smoke() {
    var moCo = MoCo.temperature(0.2).withHead(Projection.plain(32));
    return Smoke.of(Pcl.temperature(0.2).withMoCo(moCo).restarts(1), 6, 0.01);
  }

  private static double[][] query(Rehearsal training) {
    return PlainMath.unit(training.of(views -> query(training, views)), WIDTH);
  }

  private static NDArray query(Rehearsal training, Views views) {
    return training.network("head").teach(training.network("encoder").teach(views.view(0)));
  }

  private static double[][] key(Rehearsal training) {
    return PlainMath.unit(training.of(views -> key(training, views)), WIDTH);
  }

  private static NDArray key(Rehearsal training, Views views) {
    var encoder = training.network("teacherEncoder");
    return training.network("teacherHead").teach(encoder.teach(views.view(1)));
  }

  private static int[] indices(Rehearsal training) {
    float[] numbers =
        training.of(
            views -> {
              var indices = new float[views.indices().length];
              for (int i = 0; i < indices.length; i++) {
                indices[i] = views.indices()[i];
              }
              return views.images().getManager().create(indices);
            });
    return IntStream.range(0, numbers.length).map(i -> (int) numbers[i]).toArray();
  }

  /** Returns the teacher's embeddings of all images, in evaluation. */
  private static double[][] features(Rehearsal training, Backend backend) {
    var eye =
        new Encoder("test", training.network("teacherEncoder"), Augment.simClr(Rehearsal.SIDE));
    var rows = eye.embed(Rehearsal.IMAGES);
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray input = manager.create(rows.values(), new Shape(rows.size(), rows.width()));
      var head = training.network("teacherHead");
      return PlainMath.unit(
          backend.evaluating(() -> head.forward(input, false).toFloatArray()), WIDTH);
    }
  }

  private static float[] floats(Map<String, Object> saved, String name) {
    return (float[]) saved.get("method.clusters." + name);
  }

  private static int[] assignment(Map<String, Object> saved, int which) {
    var numbers = (long[]) saved.get("method.clusters.%d.assignment".formatted(which));
    return Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
  }

  private static double prototypes(double[][] q, int[] indices, Map<String, Object> saved) {
    double sum = 0;
    for (int which = 0; which < CLUSTERS.length; which++) {
      double[][] centres = PlainMath.unit(floats(saved, which + ".centres"), WIDTH);
      float[] widths = floats(saved, which + ".concentrations");
      for (int i = 0; i < q.length; i++) {
        var logits = new double[centres.length];
        for (int k = 0; k < centres.length; k++) {
          logits[k] = PlainMath.dot(q[i], centres[k]) / widths[k];
        }
        sum += PlainMath.crossEntropy(logits, assignment(saved, which)[indices[i]]);
      }
    }
    return sum / q.length / CLUSTERS.length;
  }

  @OnBothEngines
  void warm_up_and_steps_with_clusters_are_what_plain_loops_do(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 5)) {
      for (int step = 0; step < 7; step++) { // three of warm-up, an epoch, and one more step
        double[][] features = features(training, backend);
        double[][] q = query(training);
        double[][] k = key(training);
        double instances = MoCoTest.plain(q, k, MoCoTest.queue(training), 0.2);
        int[] indices = indices(training);

        double loss = training.step();

        var saved = training.save().arrays();
        boolean clustered = step >= 3;
        assertThat((long[]) saved.get("method.clusters.count")).containsExactly(clustered ? 2 : 0);
        double expected = instances + (clustered ? prototypes(q, indices, saved) : 0);
        assertThat(loss).as("step %d", step).isCloseTo(expected, within(2e-5));
        if (step % 3 == 0 && clustered) {
          assertClusters(features, saved);
        }
      }
    }
  }

  private static void assertClusters(double[][] features, Map<String, Object> saved) {
    for (int which = 0; which < CLUSTERS.length; which++) {
      int[] assignment = assignment(saved, which);
      float[] centres = floats(saved, which + ".centres");
      double[][] means = means(features, assignment, CLUSTERS[which]);
      PlainMath.assertClose(centres, means);
      var distances = new double[means.length];
      var sizes = new int[means.length];
      for (int i = 0; i < assignment.length; i++) {
        double[] row = features[i];
        double own = distance(row, means[assignment[i]]);
        assertThat(Arrays.stream(means).mapToDouble(mean -> distance(row, mean)).min())
            .as("the nearest centre of image %d", i)
            .hasValueCloseTo(own, within(1e-5));
        distances[assignment[i]] += own;
        sizes[assignment[i]]++;
      }
      double[] widths = Concentrations.of(distances, sizes, 0.2);
      PlainMath.assertClose(floats(saved, which + ".concentrations"), new double[][] {widths});
    }
  }

  private static double[][] means(double[][] rows, int[] assignment, int k) {
    var means = new double[k][WIDTH];
    var sizes = new int[k];
    for (int i = 0; i < rows.length; i++) {
      sizes[assignment[i]]++;
      for (int d = 0; d < WIDTH; d++) {
        means[assignment[i]][d] += rows[i][d];
      }
    }
    for (int cluster = 0; cluster < k; cluster++) {
      for (int d = 0; d < WIDTH; d++) {
        means[cluster][d] /= sizes[cluster];
      }
    }
    return means;
  }

  private static double distance(double[] a, double[] b) {
    double square = 0;
    for (int i = 0; i < a.length; i++) {
      square += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(square);
  }

  @OnBothEngines
  void an_interrupt_ends_the_clustering_and_leaves_the_clusters(Backend backend) {
    try (var training = Rehearsal.of(small().warmup(0), backend, 5)) {
      double unused = training.step();
      var before = training.save().arrays();
      Thread.currentThread().interrupt();
      training.learner().before(training.moment());

      assertThat(Thread.interrupted()).isTrue();
      for (var name : new String[] {"0.centres", "1.centres", "0.concentrations"}) {
        assertThat(floats(training.save().arrays(), name)).isEqualTo(floats(before, name));
      }
      assertThat(unused).isFinite();
    }
  }

  @OnBothEngines
  void the_released_columns_are_a_loss_like_any_other(Backend backend) {
    var released = ProtoNce.columns(ProtoNce.Columns.BATCH_AND_OTHERS);
    try (var all = Rehearsal.of(small().warmup(0), backend, 5);
        var official = Rehearsal.of(small().warmup(0).withPrototypes(released), backend, 5)) {
      assertThat(official.step()).isGreaterThan(all.step()); // duplicates are negatives
    }
  }

  @Test
  void impossible_settings_are_refused() {
    var start = Rehearsal.start(Engines.backend("MXNet"), 1);

    assertThatThrownBy(() -> small().clusters(25).start(start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("25 clusters", "24 images", "24 at most");
    assertThatThrownBy(() -> small().withMoCo(MoCo.temperature(0.2).queue(7)).start(start))
        .hasMessageContainingAll("holds 7", "brings 8");
    assertThatThrownBy(() -> small().clusters(1)).hasMessageContaining("clusters");
    assertThatThrownBy(() -> small().warmup(1.5)).hasMessageContaining("warmup");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Pcl.temperature(0.2)).hasToString("Pcl.temperature(0.2)");
    assertThat(Pcl.temperature(0.1).clusters(20, 40).warmup(0.3).restarts(1))
        .hasToString("Pcl.temperature(0.1).clusters(20, 40).warmup(0.3).restarts(1)");
    assertThat(Pcl.temperature(0.2).withMoCo(MoCo.v1()))
        .hasToString("Pcl.temperature(0.2).withMoCo(%s)".formatted(MoCo.v1()));
    assertThat(Pcl.temperature(0.2).withPrototypes(ProtoNce.columns(ProtoNce.Columns.BATCH)))
        .hasToString(
            "Pcl.temperature(0.2).withPrototypes(ProtoNce.columns(ProtoNce.Columns.BATCH))");
    assertThat(Pcl.temperature(0.2).card().text()).contains("2005.04966", "0.1", "5");
  }
}
