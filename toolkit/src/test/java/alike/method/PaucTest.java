package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.engine.Rows;
import alike.loss.Batch;
import alike.loss.Role;
import alike.model.Projection;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaucTest implements MethodContract {

  private static final Pcl PCL =
      Pcl.temperature(0.2)
          .withMoCo(MoCo.temperature(0.2).queue(20).momentum(0.9).withHead(Projection.plain(5)))
          .clusters(3, 6)
          .warmup(0.25)
          .restarts(2);

  @Override
  public Pauc small() {
    return Pauc.of(PCL).weights(2, 0.5, 0.3);
  }

  @Override
  public Smoke smoke() {
    var moCo = MoCo.temperature(0.2).withHead(Projection.plain(32));
    return Smoke.patient(Pauc.of(Pcl.temperature(0.2).withMoCo(moCo).restarts(1)), 3e-3, 0.01);
  }

  @OnBothEngines
  void without_weights_it_is_pcl(Backend backend) {
    try (var pauc = Rehearsal.of(Pauc.of(PCL).weights(0, 0, 0), backend, 5);
        var pcl = Rehearsal.of(PCL, backend, 5)) {
      double[] expected = pcl.steps(3);

      assertThat(pauc.steps(3)).containsExactly(expected, within(1e-6));
    }
  }

  @OnBothEngines
  void before_there_are_clusters_it_is_moco_whatever_the_weights(Backend backend) {
    try (var pauc = Rehearsal.of(small(), backend, 5);
        var other = Rehearsal.of(Pauc.of(PCL).weights(0, 0, 0), backend, 5)) {
      double[] expected = other.steps(3); // the first of four epochs is the warm-up

      assertThat(pauc.steps(3)).containsExactly(expected);
      assertThat(pauc.steps(1)).isNotEqualTo(other.steps(1));
    }
  }

  @OnBothEngines
  void the_terms_come_with_their_weights(Backend backend) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray v = Rows.unit(manager.create(noise(1), new Shape(10, 4)));
      NDArray w = Rows.unit(manager.create(noise(2), new Shape(10, 4)));
      int[] clusters = {0, 1, 2, 3, 4, 5, 6, 7, 7, 0};
      NDArray centroids = manager.create(noise(3), new Shape(10, 4));
      var batch =
          Batch.of(v.expandDims(0)).with(Role.PROTOTYPES, centroids).withAssignments(clusters);
      NDArray u1 = Coagulation.prototypes(v, clusters);
      NDArray u2 = Coagulation.prototypes(w, clusters);
      double align = Coagulation.alignment(u1, u2).getFloat();
      double uniform =
          (Coagulation.uniformity(u1).getFloat() + Coagulation.uniformity(u2).getFloat()) / 2;
      double correlate = Coagulation.correlation(u1, u2, 5e-3).getFloat();

      assertThat((double) Pauc.of(PCL).weights(2, 3, 5).terms(v, w, batch).getFloat())
          .isCloseTo(2 * align + 3 * uniform + 5 * correlate, within(1e-4));
      var others =
          Pauc.of(PCL)
              .weights(1, 0, 1)
              .align(Pauc.AlignmentOf.SAMPLES)
              .correlate(Pauc.CorrelationOver.PROTOTYPES);
      double attraction = Coagulation.attraction(v, centroids, clusters).getFloat();
      double overlap = Coagulation.overlap(u1, u2).getFloat();
      assertThat((double) others.terms(v, w, batch).getFloat())
          .isCloseTo(attraction + overlap, within(1e-4));
    }
  }

  private static float[] noise(int seed) {
    var random = new SplittableRandom(seed);
    var values = new float[40];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @OnBothEngines
  void a_batch_of_one_cluster_leaves_spread_and_correlation_out(Backend backend) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray v = Rows.unit(manager.create(noise(1), new Shape(10, 4)));
      var batch = Batch.of(v.expandDims(0)).withAssignments(new int[10]);

      assertThat(Pauc.of(PCL).weights(0, 1, 1).terms(v, v, batch).getFloat()).isZero();
    }
  }

  @Test
  void it_prints_as_the_java_that_makes_it() {
    assertThat(Pauc.granularities(50, 100))
        .hasToString("Pauc.of(Pcl.temperature(0.2).clusters(50, 100))");
    assertThat(Pauc.of(PCL).weights(1, 2, 3).lambda(0.1).align(Pauc.AlignmentOf.SAMPLES).toString())
        .endsWith(".weights(1.0, 2.0, 3.0).lambda(0.1).align(Pauc.AlignmentOf.SAMPLES)");
  }

  @Test
  void a_negative_weight_is_refused() {
    assertThatThrownBy(() -> Pauc.of(PCL).weights(1, -1, 1)).hasMessageContaining("uniform");
  }
}
