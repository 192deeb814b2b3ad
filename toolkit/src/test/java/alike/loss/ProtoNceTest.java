package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A sample's labels are its images' clusters. */
class ProtoNceTest implements VariantContract {

  private static final float[] WIDTHS = {0.2f, 0.05f, 0.4f, 0.1f, 0.3f};

  @Override
  public List<Variant> variants() {
    return Arrays.stream(ProtoNce.Columns.values())
        .map(
            columns ->
                Variant.of(
                    ProtoNce.columns(columns), (rows, sample) -> plain(rows, sample, columns)))
        .toList();
  }

  private static double plain(double[][] rows, Sample sample, ProtoNce.Columns columns) {
    int[] clusters = sample.labels();
    int[] all = IntStream.range(0, WIDTHS.length).toArray();
    int[] others =
        Arrays.stream(all)
            .filter(k -> Arrays.stream(clusters).noneMatch(cluster -> cluster == k))
            .toArray();
    int[] order =
        switch (columns) {
          case ALL -> all;
          case BATCH -> clusters;
          case BATCH_AND_OTHERS ->
              IntStream.concat(Arrays.stream(clusters), Arrays.stream(others)).toArray();
        };
    double[][] cosines = Oracle.cosines(rows, Sample.random(1, 5, 4, 99).rows());
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      double[] own = cosines[row];
      double[] logits = Arrays.stream(order).mapToDouble(k -> own[k] / WIDTHS[k]).toArray();
      int image = row % clusters.length;
      sum += Oracle.crossEntropy(logits, columns == ProtoNce.Columns.ALL ? clusters[image] : image);
    }
    return sum / rows.length;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 4, seed).withLabels(0, 3, 0, 1, 3);
  }

  @Override
  public Batch batch(Sample sample, NDArray views, NDManager owner) {
    int[] clusters = Arrays.stream(sample.labels()).map(cluster -> Math.max(0, cluster)).toArray();
    return Batch.of(views)
        .withAssignments(clusters)
        .with(Role.PROTOTYPES, prototypes(owner))
        .with(Role.CONCENTRATIONS, owner.create(WIDTHS));
  }

  private static NDArray prototypes(NDManager manager) {
    return manager.create(Sample.random(1, 5, 4, 99).numbers(), new Shape(5, 4));
  }

  @Override
  public Map<String, Sample> edges() {
    var edges = VariantContract.super.edges();
    edges.remove("classes not known"); // every image has a cluster
    return edges;
  }

  @OnBothEngines
  void two_images_of_one_cluster_cannot_get_below_ln_2_as_released(Backend backend) {
    // both rows lie on their prototype, which is far from the third
    float[] rows = {9, 0, 9, 0, 0, 9};
    var sample = new Sample(1, 3, 2, rows, new int[0]);
    Loss loss =
        batch -> {
          var manager = batch.views().getManager();
          return ProtoNce.columns(ProtoNce.Columns.BATCH)
              .of(
                  batch
                      .withAssignments(1, 1, 0)
                      .with(
                          Role.PROTOTYPES,
                          manager.create(new float[] {0, 1, 1, 0}, new Shape(2, 2)))
                      .with(Role.CONCENTRATIONS, manager.create(new float[] {0.01f, 0.01f})));
        };

    assertThat(sample.value(backend, loss)).isCloseTo(2 * Math.log(2) / 3, within(1e-5));
  }

  @OnBothEngines
  void clusters_that_do_not_exist_are_refused(Backend backend) {
    var sample = sample(1);
    for (int wrong : new int[] {-1, 5}) {
      Loss loss =
          batch -> {
            var manager = batch.views().getManager();
            return ProtoNce.standard()
                .of(batch(sample, batch.views(), manager).withAssignments(0, 1, wrong, 2, 3));
          };
      assertThatThrownBy(() -> sample.value(backend, loss))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("assignment " + wrong, "5 prototypes", "0 to 4");
    }
  }

  @OnBothEngines
  void widths_that_are_not_one_a_prototype_are_refused(Backend backend) {
    var sample = sample(1);
    Loss loss =
        batch -> {
          var manager = batch.views().getManager();
          return ProtoNce.standard()
              .of(
                  batch(sample, batch.views(), manager)
                      .with(Role.CONCENTRATIONS, manager.ones(new Shape(3))));
        };
    assertThatThrownBy(() -> sample.value(backend, loss))
        .hasMessageContainingAll("3 CONCENTRATIONS", "5 PROTOTYPES");
    assertThatThrownBy(() -> sample.value(backend, ProtoNce.standard()))
        .hasMessageContainingAll("ProtoNCE", "withAssignments");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(ProtoNce.columns(ProtoNce.Columns.BATCH))
        .hasToString("ProtoNce.columns(ProtoNce.Columns.BATCH)");
  }
}
