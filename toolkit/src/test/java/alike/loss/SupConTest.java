package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupConTest {

  @Nested
  class Outside implements SupConContract {
    @Override
    public Loss at(double temperature) {
      return SupCon.temperature(temperature);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return Oracle.supCon(rows, classes, temperature, false);
    }
  }

  @Nested
  class Inside implements SupConContract {
    @Override
    public Loss at(double temperature) {
      return SupCon.temperature(temperature).inside();
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return Oracle.supCon(rows, classes, temperature, true);
    }
  }

  @Nested
  class OutsideInTiles extends Outside {
    @Override
    public Loss at(double temperature) {
      return SupCon.temperature(temperature).tile(3);
    }
  }

  @Nested
  class OutsideWhole extends Outside {
    @Override
    public Loss at(double temperature) {
      return SupCon.temperature(temperature).tile(1000);
    }
  }

  @Nested
  class InsideInTiles extends Inside {
    @Override
    public Loss at(double temperature) {
      return SupCon.temperature(temperature).inside().tile(3);
    }
  }

  @Nested
  class InsideWhole extends Inside {
    @Override
    public Loss at(double temperature) {
      return SupCon.temperature(temperature).inside().tile(1000);
    }
  }

  /** The other denominators, below both sums, as loops. */
  private interface Variant extends ClassContract {

    SupCon loss(double temperature);

    @Override
    default Loss at(double temperature) {
      return loss(temperature);
    }

    @Override
    default double plain(double[][] rows, int[] classes, double temperature) {
      return variant(loss(temperature), rows, classes);
    }
  }

  /** The loss at any of its settings, for two views or one, as loops. */
  private static double variant(SupCon loss, double[][] rows, int[] classes) {
    double[][] cosines = Oracle.cosines(rows);
    boolean negativesNeeded = loss.denominator() == SupCon.Denominator.ONLY_NEGATIVES;
    double sum = 0;
    int counted = 0;
    for (int i = 0; i < rows.length; i++) {
      var logs = new ArrayList<Double>();
      boolean negatives = false;
      for (int p = 0; p < rows.length; p++) {
        negatives |= classes[p] != classes[i];
        if (p != i && classes[p] == classes[i]) {
          logs.add(logProbability(loss, cosines[i], classes, i, p));
        }
      }
      if (logs.isEmpty() || (negativesNeeded && !negatives)) {
        continue;
      }
      counted++;
      double[] each = logs.stream().mapToDouble(Double::doubleValue).toArray();
      double largest = Arrays.stream(each).max().orElseThrow();
      sum -=
          loss.placement() == SupCon.Placement.OUT
              ? Arrays.stream(each).average().orElseThrow()
              : largest
                  + Math.log(
                      Arrays.stream(each)
                          .map(log -> Math.exp(log - largest))
                          .average()
                          .orElseThrow());
    }
    return sum / counted;
  }

  private static double logProbability(SupCon loss, double[] cosines, int[] classes, int i, int p) {
    double below = 0; // relative to the numerator
    for (int a = 0; a < cosines.length; a++) {
      boolean friend = classes[a] == classes[i];
      boolean counts =
          switch (loss.denominator()) {
            case ALL -> a != i;
            case ONE_POSITIVE -> !friend || a == p;
            case ONLY_NEGATIVES -> !friend;
          };
      below += counts ? Math.exp((cosines[a] - cosines[p]) / loss.temperature()) : 0;
    }
    return -Math.log(below);
  }

  @Nested
  class OnePositive implements Variant, ClassContract.OfOneClass {
    @Override
    public SupCon loss(double temperature) {
      return SupCon.temperature(temperature).withDenominator(SupCon.Denominator.ONE_POSITIVE);
    }
  }

  @Nested
  class OnePositiveInside implements Variant, ClassContract.OfOneClass {
    @Override
    public SupCon loss(double temperature) {
      return SupCon.temperature(temperature)
          .inside()
          .withDenominator(SupCon.Denominator.ONE_POSITIVE);
    }
  }

  @Nested
  class OnlyNegatives implements Variant, ClassContract.OfSeveralClasses {
    @Override
    public SupCon loss(double temperature) {
      return SupCon.temperature(temperature).withDenominator(SupCon.Denominator.ONLY_NEGATIVES);
    }
  }

  @Nested
  class OnlyNegativesInside implements Variant, ClassContract.OfSeveralClasses {
    @Override
    public SupCon loss(double temperature) {
      return SupCon.temperature(temperature)
          .inside()
          .withDenominator(SupCon.Denominator.ONLY_NEGATIVES);
    }
  }

  private static final SupCon OUT = SupCon.temperature(0.1);

  @OnBothEngines(seeds = {1, 2, 3, 4})
  void inside_is_below_outside(Backend backend, int seed) {
    var sample = Sample.random(2, 6, 5, seed).withLabels(0, 0, 0, 1, 1, 1);

    double inside = sample.value(backend, OUT.inside());

    assertThat(inside).isLessThan(sample.value(backend, OUT));
  }

  @OnBothEngines(seeds = {1, 2})
  void inside_equals_outside_when_every_anchor_has_one_positive(Backend backend, int seed) {
    var sample = Sample.random(1, 6, 5, seed).withLabels(0, 1, 2, 2, 1, 0);

    double inside = sample.value(backend, OUT.inside());

    assertThat(inside).isCloseTo(sample.value(backend, OUT), within(2e-5));
  }

  @OnBothEngines
  void inside_and_outside_start_with_one_gradient_when_all_is_equal(Backend backend) {
    var equal = Sample.random(2, 6, 5, 1).map(number -> 1).withLabels(0, 0, 0, 1, 1, 1);

    float[] inside = equal.graded(backend, OUT.inside()).gradient();

    assertThat(inside).containsExactly(equal.graded(backend, OUT).gradient(), within(1e-6f));
  }

  @OnBothEngines
  void labels_not_one_an_image_are_refused(Backend backend) {
    var sample = Sample.random(2, 3, 4, 1);

    assertThatThrownBy(() -> sample.withLabels(0, 1, 2, 0, 1, 2).value(backend, OUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("3 images", "6 labels", "not one a view");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_temperature_that_is_no_positive_number_is_refused(double temperature) {
    assertThatThrownBy(() -> SupCon.temperature(temperature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("temperature", "above 0", Double.toString(temperature));
  }

  @OnBothEngines(seeds = {1, 2})
  void with_a_cap_an_anchor_sees_only_the_first_images_of_its_class(Backend backend, int seed) {
    // of images 0, 2 and 3 of a class, the first sees image 2, the others image 0
    var all = Sample.random(2, 4, 5, seed).withLabels(0, 1, 0, 0);

    double capped = all.value(backend, OUT.withPositivesCap(2));

    Loops.close(capped, capped(all.rows(), new int[] {2, -1, 0, 0}), "loss");
    double none = all.value(backend, OUT.withPositivesCap(0));
    Loops.close(none, capped(all.rows(), new int[] {-1, -1, -1, -1}), "loss without any other");
  }

  /** Two views of four images, those of image 1 a class of its own; −1 is no other image. */
  private static double capped(double[][] rows, int[] otherImage) {
    double[][] cosines = Oracle.cosines(rows);
    double sum = 0;
    for (int i = 0; i < 8; i++) {
      double below = 0;
      double logits = 0;
      int positives = 0;
      for (int a = 0; a < 8; a++) {
        boolean negative = (a % 4 == 1) != (i % 4 == 1);
        boolean positive = a != i && (a % 4 == i % 4 || a % 4 == otherImage[i % 4]);
        below += negative || positive ? Math.exp(cosines[i][a] / 0.1) : 0;
        logits += positive ? cosines[i][a] / 0.1 : 0;
        positives += positive ? 1 : 0;
      }
      sum += Math.log(below) - logits / positives;
    }
    return sum / 8;
  }

  @OnBothEngines
  void a_cap_that_all_classes_are_within_changes_nothing(Backend backend) {
    var sample = Sample.random(2, 6, 5, 1).withLabels(0, 1, 0, 2, 1, 0);

    double capped = sample.value(backend, OUT.withPositivesCap(4));

    Loops.close(capped, sample.value(backend, OUT), "loss");
    assertThat(sample.value(backend, OUT.withPositivesCap(2))).isNotCloseTo(capped, within(1e-3));
  }

  @OnBothEngines
  void a_cap_that_parts_the_views_of_an_image_is_refused(Backend backend) {
    var sample = Sample.random(2, 3, 4, 1);

    assertThatThrownBy(() -> sample.value(backend, OUT.withPositivesCap(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("positivesCap", "multiple", "2", "3");
    assertThatThrownBy(() -> OUT.withPositivesCap(-2)).hasMessageContaining("-1 or more");
  }

  @OnBothEngines(seeds = {1, 2})
  void one_view_as_anchors_is_half_of_all(Backend backend, int seed) {
    var sample = Sample.random(2, 5, 6, seed).withLabels(0, 1, 1, 0, 2);
    var swapped = sample.reordered(view -> 1 - view, image -> image);
    for (var loss : List.of(OUT, OUT.inside())) {
      var one = loss.withAnchors(SupCon.AnchorViews.ONE_VIEW);

      double first = sample.value(backend, one);

      double second = swapped.value(backend, one);
      Loops.close((first + second) / 2, sample.value(backend, loss), "mean of both");
      assertThat(first).isNotCloseTo(second, within(1e-4));
    }
  }

  @OnBothEngines
  void one_view_as_anchors_sends_gradients_to_all_views(Backend backend) {
    var sample = Sample.random(2, 4, 5, 3).withLabels(0, 1, 1, 0);
    var one = OUT.withAnchors(SupCon.AnchorViews.ONE_VIEW);
    int[] classes = sample.rowClasses();

    Loops.agree(
        backend,
        sample,
        one,
        rows -> {
          double sum = 0;
          double[][] cosines = Oracle.cosines(rows);
          for (int i = 0; i < 4; i++) {
            double mean = 0;
            for (int p = 0; p < 8; p++) {
              boolean positive = p != i && classes[p] == classes[i];
              mean += positive ? logProbability(OUT, cosines[i], classes, i, p) / 3 : 0;
            }
            sum -= mean / 4;
          }
          return sum;
        });
  }

  @OnBothEngines
  void anchors_without_positives_may_count_as_nothing_in_the_mean(Backend backend) {
    // three of five anchors have positives
    var sample = Sample.random(1, 5, 4, 1).withLabels(3, 3, 8, 3, 9);
    for (var loss : List.of(OUT, OUT.inside())) {
      var all = loss.withReduction(SupCon.Reduction.ALL_ANCHORS);

      double mean = sample.value(backend, all);

      Loops.close(mean, sample.value(backend, loss) * 3 / 5, "loss");
    }
  }

  @OnBothEngines
  void a_base_temperature_scales_value_and_gradient(Backend backend) {
    var sample = Sample.random(2, 4, 5, 1).withLabels(0, 1, 1, 0);
    var plain = sample.graded(backend, OUT);

    var scaled = sample.graded(backend, OUT.withBaseTemperature(0.07));

    Loops.close(scaled.value(), plain.value() * 0.1 / 0.07, "value");
    for (int i = 0; i < plain.gradient().length; i++) {
      Loops.close(scaled.gradient()[i], plain.gradient()[i] * 0.1 / 0.07, "gradient");
    }
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void one_positive_and_one_negative_are_a_smooth_triplet_loss(Backend backend, int seed) {
    // rows 0 and 1 are of a class, row 2 is not
    var sample = Sample.random(1, 3, 4, seed).withLabels(0, 0, 1);

    double loss = sample.value(backend, OUT);

    double[][] cosines = Oracle.cosines(sample.rows());
    double first = Math.log(1 + Math.exp((cosines[0][2] - cosines[0][1]) / 0.1));
    double second = Math.log(1 + Math.exp((cosines[1][2] - cosines[1][0]) / 0.1));
    Loops.close(loss, (first + second) / 2, "loss");
  }

  @OnBothEngines
  void to_first_order_it_is_a_triplet_loss_of_squared_distances(Backend backend) {
    // ln(1 + exp(d/2τ)) = ln 2 + d/4τ + …, with d = |a − p|² − |a − n|², twice the cosines'
    // difference
    double near = triplet(backend, 0);
    double apart = triplet(backend, 0.001);

    double slope = (apart - near) / 0.001;

    assertThat(near).isCloseTo(Math.log(2), within(1e-5));
    assertThat(slope).isCloseTo(2 / (4 * 0.5), within(1e-2));
  }

  /** Returns the loss at 0.5 of an anchor whose negative is nearer by a difference of cosines. */
  private static double triplet(Backend backend, double difference) {
    double positive = Math.acos(0.3);
    double negative = -Math.acos(0.3 + difference);
    float[] rows = {
      1,
      0,
      (float) Math.cos(positive),
      (float) Math.sin(positive),
      (float) Math.cos(negative),
      (float) Math.sin(negative)
    };
    var first = SupCon.temperature(0.5);
    return new Sample(1, 3, 2, rows, new int[] {0, 0, 1})
        .value(
            backend,
            batch ->
                first.of(
                    batch.with(
                        Role.WEIGHTS, batch.views().getManager().create(new float[] {1, 0, 0}))));
  }

  @OnBothEngines(seeds = {1, 2})
  void one_capped_positive_without_temperature_is_the_n_pairs_loss(Backend backend, int seed) {
    // one pair a class: ln(1 + Σ exp(a·n − a·p)) of each row, negatives being both rows of a class
    var sample = Sample.random(1, 8, 5, seed).withLabels(0, 1, 2, 3, 0, 1, 2, 3);

    double loss = sample.value(backend, SupCon.temperature(1).withPositivesCap(1));

    double[][] cosines = Oracle.cosines(sample.rows());
    double sum = 0;
    for (int a = 0; a < 8; a++) {
      int p = (a + 4) % 8;
      double others = 0;
      for (int n = 0; n < 8; n++) {
        others += n == a || n == p ? 0 : Math.exp(cosines[a][n] - cosines[a][p]);
      }
      sum += Math.log(1 + others);
    }
    Loops.close(loss, sum / 8, "loss");
  }

  @OnBothEngines
  void the_official_values_of_the_golden_case_come_out(Backend backend) {
    var golden = Golden.twoViews().withLabels(0, 1, 0, 2);

    Loops.close(golden.value(backend, OUT), 9.136186028493086, "L_out");
    Loops.close(
        golden.value(backend, OUT.withBaseTemperature(0.07)), 13.051694326418694, "as released");
    Loops.close(golden.value(backend, OUT.inside()), 7.055840013107239, "L_in");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(
            OUT.inside()
                .withDenominator(SupCon.Denominator.ONE_POSITIVE)
                .withPositivesCap(4)
                .withBaseTemperature(0.07))
        .hasToString(
            "SupCon.temperature(0.1).withDenominator(SupCon.Denominator.ONE_POSITIVE)"
                + ".withPositivesCap(4).withBaseTemperature(0.07).inside()");

    assertThat(OUT).hasToString("SupCon.temperature(0.1)");
    assertThat(OUT.inside()).hasToString("SupCon.temperature(0.1).inside()");
  }

  @Test
  void its_card_tells_the_two_forms_apart() {
    assertThat(OUT.card().text()).contains("L_out", "eq. 2", "2004.11362");
    assertThat(OUT.inside().card().text()).contains("L_in", "eq. 3", ".inside()");
    assertThat(OUT.card().formula()).isNotEqualTo(OUT.inside().card().formula());
  }
}
