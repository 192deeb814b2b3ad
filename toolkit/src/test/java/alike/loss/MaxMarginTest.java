package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaxMarginTest implements VariantContract {

  private static final MaxMargin LEARNED =
      MaxMargin.standard().withBoundary(MaxMargin.Boundary.LEARNED);

  @Override
  public List<Variant> variants() {
    var raw = MaxMargin.alpha(0.5).withBeta(2).withDistance(Distance.EUCLIDEAN_RAW);
    var cosine = MaxMargin.alpha(0.1).withBeta(0.4).withDistance(Distance.COSINE);
    return List.of(
        variant(MaxMargin.standard(), 1.2),
        variant(LEARNED, 1.1), // what batch() gives
        variant(cosine, 0.4),
        Variant.raw(raw, (rows, sample) -> plain(rows, sample, raw, 2)));
  }

  private static Variant variant(MaxMargin loss, double beta) {
    return Variant.of(loss, (rows, sample) -> plain(rows, sample, loss, beta));
  }

  private static double plain(double[][] rows, Sample sample, MaxMargin loss, double beta) {
    double[][] d = Geometry.distances(rows, loss.distance());
    int[] classes = VariantContract.classes(sample);
    double sum = 0;
    int nonzero = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        int sign = classes[i] == classes[j] ? 1 : -1;
        double term = i == j ? 0 : Math.max(0, loss.alpha() + sign * (d[i][j] - beta));
        sum += term;
        nonzero += term > Geometry.nothing(loss.distance()) ? 1 : 0;
      }
    }
    return sum / Math.max(1, nonzero);
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 4, seed).withLabels(0, 1, 0, 2, 1);
  }

  @Override
  public Batch batch(Sample sample, NDArray views, NDManager owner) {
    return sample.batch(views).with(Role.BOUNDARY, owner.create(1.1f));
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void the_boundary_has_the_gradient_of_finite_differences(Backend backend, int seed) {
    var sample = sample(seed);
    try (var manager = backend.open()) {
      NDArray views = manager.create(sample.numbers(), new Shape(2, 5, 4));
      NDArray boundary = manager.create(1.1f);
      boundary.setRequiresGradient(true);
      try (var tape = backend.record()) {
        tape.backward(LEARNED.of(sample.batch(views).with(Role.BOUNDARY, boundary)));
      }

      double above = plain(sample.rows(), sample, LEARNED, 1.1 + 1e-6);
      double below = plain(sample.rows(), sample, LEARNED, 1.1 - 1e-6);
      assertThat((double) boundary.getGradient().getFloat())
          .isCloseTo((above - below) / 2e-6, within(1e-4));
      assertThat(above).isNotEqualTo(below);
    }
  }

  @OnBothEngines
  void a_learned_boundary_that_is_missing_is_refused(Backend backend) {
    assertThatThrownBy(() -> sample(1).value(backend, LEARNED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Max-margin", "BOUNDARY");
    assertThatThrownBy(() -> Sample.random(1, 1, 3, 1).value(backend, MaxMargin.standard()))
        .hasMessageContainingAll("Max-margin needs 2 or more rows");
  }

  @Test
  void learns_its_boundary_only_where_it_is_told_to() {
    assertThat(LEARNED.withBeta(0.8).learned(5))
        .containsExactly(Learned.number(Role.BOUNDARY, 0.8));
    assertThat(MaxMargin.standard().learned(5)).isEmpty();
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> MaxMargin.alpha(-1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> LEARNED.withBeta(0)).hasMessageContaining("beta");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(LEARNED)
        .hasToString("MaxMargin.alpha(0.2).withBoundary(MaxMargin.Boundary.LEARNED)");
  }
}
