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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link ProxyNca} and {@link ProxyAnchor}. */
class ProxyTest implements VariantContract {

  private static final ProxyNca NCA = ProxyNca.classes(5);
  private static final ProxyNca WITH_OWN = NCA.withDenominator(ProxyNca.Denominator.ALL);

  @Override
  public List<Variant> variants() {
    return List.of(
        nca(NCA),
        nca(NCA.withScale(9)),
        nca(WITH_OWN),
        anchor(ProxyAnchor.classes(5)),
        anchor(ProxyAnchor.classes(5).withMargin(0.4).withAlpha(3)));
  }

  private static Variant nca(ProxyNca loss) {
    return Variant.of(loss, (rows, sample) -> nca(rows, points(), sample, loss));
  }

  private static Variant anchor(ProxyAnchor loss) {
    return Variant.of(loss, (rows, sample) -> anchor(rows, points(), sample, loss));
  }

  private static double[][] points() {
    return Sample.random(1, 5, 4, 99).rows();
  }

  private static double nca(double[][] rows, double[][] points, Sample sample, ProxyNca loss) {
    double[][] x = Geometry.unit(rows);
    double[][] p = Geometry.unit(points);
    int[] classes = sample.rowClasses();
    double sum = 0;
    int known = 0;
    for (int i = 0; i < x.length; i++) {
      double own = 0;
      double all = 0;
      for (int z = 0; z < p.length; z++) {
        double term = Math.exp(-loss.scale() * Geometry.squared(x[i], p[z]));
        boolean counts = z != classes[i] || loss.denominator() == ProxyNca.Denominator.ALL;
        own += z == classes[i] ? term : 0;
        all += counts ? term : 0;
      }
      sum -= classes[i] < 0 ? 0 : Math.log(own / all);
      known += classes[i] < 0 ? 0 : 1;
    }
    return sum / known;
  }

  private static double anchor(
      double[][] rows, double[][] points, Sample sample, ProxyAnchor loss) {
    double[][] s = Oracle.cosines(rows, points);
    int[] classes = sample.rowClasses();
    double pulled = 0;
    double pushed = 0;
    int present = 0;
    for (int p = 0; p < points.length; p++) {
      double positive = 1;
      double negative = 1;
      for (int i = 0; i < rows.length; i++) {
        if (classes[i] == p) {
          positive += Math.exp(-loss.alpha() * (s[i][p] - loss.margin()));
        } else if (classes[i] >= 0) {
          negative += Math.exp(loss.alpha() * (s[i][p] + loss.margin()));
        }
      }
      present += positive > 1 ? 1 : 0;
      pulled += Math.log(positive);
      pushed += Math.log(negative);
    }
    return pulled / present + pushed / points.length;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 4, seed).withLabels(0, 1, 0, 4, 1);
  }

  @Override
  public Batch batch(Sample sample, NDArray views, NDManager owner) {
    return sample.batch(views).with(Role.PROXIES, points(owner));
  }

  private static NDArray points(NDManager manager) {
    return manager.create(Sample.random(1, 5, 4, 99).numbers(), new Shape(5, 4));
  }

  @OnBothEngines
  void the_points_have_the_gradient_of_finite_differences(Backend backend) {
    var sample = sample(1).withLabels(0, 1, -1, 4, 1);
    var anchor = ProxyAnchor.classes(5);
    var losses =
        Map.<Loss, VariantContract.Plain>of(
            NCA, (points, s) -> nca(s.rows(), points, s, NCA),
            WITH_OWN, (points, s) -> nca(s.rows(), points, s, WITH_OWN),
            anchor, (points, s) -> anchor(s.rows(), points, s, anchor));
    losses.forEach(
        (loss, plain) -> {
          try (var manager = backend.open()) {
            NDArray views = manager.create(sample.numbers(), new Shape(2, 5, 4));
            NDArray points = points(manager);
            points.setRequiresGradient(true);
            try (var tape = backend.record()) {
              tape.backward(loss.of(sample.batch(views).with(Role.PROXIES, points)));
            }
            double[] expected = Oracle.gradient(points(), changed -> plain.of(changed, sample));
            float[] gradient = points.getGradient().toFloatArray();
            for (int i = 0; i < expected.length; i++) {
              Loops.close(gradient[i], expected[i], "%s, number %d".formatted(loss, i));
            }
          }
        });
  }

  @OnBothEngines
  void on_the_own_point_at_right_angles_to_the_other(Backend backend) {
    var sample = new Sample(1, 1, 2, new float[] {3, 0}, new int[] {0});
    Loss nca = on(ProxyNca.classes(2));
    Loss all = on(ProxyNca.classes(2).withDenominator(ProxyNca.Denominator.ALL));

    assertThat(sample.value(backend, nca)).isCloseTo(-2, within(1e-5));
    assertThat(sample.value(backend, all)).isCloseTo(Math.log(1 + Math.exp(-2)), within(1e-5));
  }

  private static Loss on(Loss loss) {
    return batch ->
        loss.of(
            batch.with(
                Role.PROXIES,
                batch.views().getManager().create(new float[] {1, 0, 0, 5}, new Shape(2, 2))));
  }

  @OnBothEngines
  void labels_and_points_that_do_not_fit_are_refused(Backend backend) {
    for (var loss : List.of(ProxyNca.classes(2), ProxyAnchor.classes(2))) {
      var sample = Sample.random(1, 3, 2, 1);
      assertThatThrownBy(() -> sample.withLabels(0, 2, 1).value(backend, on(loss)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("2 classes", "label is 2");
      assertThatThrownBy(() -> sample.withLabels(-1, -1, -1).value(backend, on(loss)))
          .hasMessageContainingAll("all labels are negative");
      assertThatThrownBy(() -> sample.value(backend, on(loss)))
          .hasMessageContainingAll("withLabels");
      assertThatThrownBy(() -> sample.withLabels(0, 1, 1).value(backend, loss))
          .hasMessageContainingAll("PROXIES", "[C, D]");
    }
    assertThatThrownBy(() -> Sample.random(1, 3, 2, 1).withLabels(0, 1, 1).value(backend, on(NCA)))
        .hasMessageContainingAll("5 classes", "2 proxies", "classes(2)");
  }

  @Test
  void learn_one_point_a_class() {
    assertThat(NCA.learned(7)).containsExactly(Learned.rows(Role.PROXIES, 5, 7));
    assertThat(ProxyAnchor.standard().learned(3))
        .containsExactly(Learned.rows(Role.PROXIES, 10, 3));
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> ProxyNca.classes(1)).hasMessageContaining("classes");
    assertThatThrownBy(() -> NCA.withScale(0)).hasMessageContaining("scale");
    assertThatThrownBy(() -> ProxyAnchor.classes(0)).hasMessageContaining("classes");
    assertThatThrownBy(() -> ProxyAnchor.classes(3).withMargin(-1)).hasMessageContaining("margin");
    assertThatThrownBy(() -> ProxyAnchor.classes(3).withAlpha(0)).hasMessageContaining("alpha");
  }

  @Test
  void print_as_the_java_that_makes_them() {
    assertThat(WITH_OWN)
        .hasToString("ProxyNca.classes(5).withDenominator(ProxyNca.Denominator.ALL)");
    assertThat(ProxyAnchor.classes(3).withAlpha(16))
        .hasToString("ProxyAnchor.classes(3).withAlpha(16.0)");
  }
}
