package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TripletTest implements VariantContract {

  private static final Triplet ALL =
      Triplet.margin(0.3).withMining(Triplet.Mining.BATCH_ALL).withDistance(Distance.EUCLIDEAN);

  @Override
  public List<Variant> variants() {
    var variants = new ArrayList<Variant>();
    for (var loss :
        List.of(
            Triplet.standard(),
            ALL,
            ALL.withReduction(Triplet.Reduction.NONZERO).withDistance(Distance.COSINE),
            ALL.withReduction(Triplet.Reduction.ANCHORS),
            ALL.withHinge(Triplet.Hinge.SOFT),
            ALL.withMining(Triplet.Mining.BATCH_HARD),
            ALL.withMining(Triplet.Mining.BATCH_HARD).withReduction(Triplet.Reduction.NONZERO),
            ALL.withMining(Triplet.Mining.SEMI_HARD),
            ALL.withMining(Triplet.Mining.SEMI_HARD).withReduction(Triplet.Reduction.ANCHORS),
            ALL.withMining(Triplet.Mining.SEMI_HARD_NEAREST).withHinge(Triplet.Hinge.SOFT))) {
      variants.add(Variant.of(loss, (rows, sample) -> plain(rows, sample, loss)));
      var raw = loss.withDistance(Distance.EUCLIDEAN_RAW);
      variants.add(Variant.raw(raw, (rows, sample) -> plain(rows, sample, raw)));
    }
    return variants;
  }

  private static double plain(double[][] rows, Sample sample, Triplet loss) {
    double[][] d = Geometry.distances(rows, loss.distance());
    int[] classes = VariantContract.classes(sample);
    var ofAnchors = new ArrayList<List<Double>>();
    for (int a = 0; a < rows.length; a++) {
      var terms = new ArrayList<Double>();
      for (int p = 0; p < rows.length; p++) {
        for (int n = 0; n < rows.length; n++) {
          boolean triplet = p != a && classes[p] == classes[a] && classes[n] != classes[a];
          if (triplet && mined(loss, d[a], a, p, n, classes)) {
            double excess = d[a][p] - d[a][n] + loss.margin();
            terms.add(
                loss.hinge() == Triplet.Hinge.HARD
                    ? Math.max(0, excess)
                    : Math.log(1 + Math.exp(excess)));
          }
        }
      }
      ofAnchors.add(terms);
    }
    var all = ofAnchors.stream().flatMap(List::stream).mapToDouble(Double::doubleValue);
    return switch (loss.reduction()) {
      case ALL -> all.average().orElse(0);
      case NONZERO ->
          all.filter(term -> term > Geometry.nothing(loss.distance())).average().orElse(0);
      case ANCHORS ->
          ofAnchors.stream()
              .filter(terms -> !terms.isEmpty())
              .mapToDouble(terms -> terms.stream().mapToDouble(x -> x).average().orElseThrow())
              .average()
              .orElse(0);
    };
  }

  /** Returns whether a triplet is one of those that the loss mines; of equals the first. */
  private static boolean mined(Triplet loss, double[] d, int a, int p, int n, int[] classes) {
    boolean hardest = true;
    double nothing = Geometry.nothing(loss.distance());
    boolean nearestBeyond = d[n] > d[p] + nothing;
    boolean noneBeyond = true;
    boolean farthest = true;
    for (int other = 0; other < d.length; other++) {
      if (classes[other] == classes[a]) {
        hardest &= other == a || d[other] < d[p] || (d[other] == d[p] && other >= p);
      } else {
        hardest &= d[other] > d[n] || (d[other] == d[n] && other >= n);
        farthest &= d[other] < d[n] || (d[other] == d[n] && other >= n);
        noneBeyond &= d[other] <= d[p] + nothing;
        nearestBeyond &=
            d[other] <= d[p] + nothing || d[other] > d[n] || (d[other] == d[n] && other >= n);
      }
    }
    return switch (loss.mining()) {
      case BATCH_ALL -> true;
      case BATCH_HARD -> hardest;
      case SEMI_HARD -> d[n] - d[p] > nothing && d[n] - d[p] <= loss.margin();
      case SEMI_HARD_NEAREST -> nearestBeyond || (noneBeyond && farthest);
    };
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 4, seed).withLabels(0, 1, 0, 2, 1);
  }

  @OnBothEngines(seeds = {1, 2})
  void squared_distances_are_twice_the_cosines(Backend backend, int seed) {
    var cosine = Triplet.margin(0.1).withDistance(Distance.COSINE);

    double loss = sample(seed).value(backend, Triplet.margin(0.2));

    assertThat(loss).isCloseTo(2 * sample(seed).value(backend, cosine), within(1e-5));
  }

  @OnBothEngines
  void is_the_margin_when_all_embeddings_are_equal(Backend backend) {
    var equal = sample(1).map(number -> 3);
    for (var mining : Triplet.Mining.values()) {
      var graded = graded(backend, ALL.withMining(mining), equal);

      // with SEMI_HARD no negative is farther than a positive
      double expected = mining == Triplet.Mining.SEMI_HARD ? 0 : 0.3;
      assertThat(graded.value()).isCloseTo(expected, within(1e-6));
      assertThat(graded.gradient()).containsOnly(0);
    }
  }

  @OnBothEngines
  void the_gradient_is_exact_for_rows_a_millionth_apart(Backend backend) {
    // on a circle of radius 1000, where distances by expansion would be noise
    float[] rows = {1000, 0, 1000, 0.001f, 0, 1000};
    var sample = new Sample(1, 3, 2, rows, new int[0]).withLabels(0, 0, 1);
    var loss =
        Triplet.margin(2000)
            .withMining(Triplet.Mining.BATCH_HARD)
            .withDistance(Distance.EUCLIDEAN_RAW);

    float[] gradient = graded(backend, loss, sample).gradient();

    // half of (a − p)/d twice for the two anchors, and away from the negative
    double away = 0.5 / Math.sqrt(2);
    assertThat(gradient[0]).isCloseTo((float) -away, within(1e-5f));
    assertThat(gradient[1]).isCloseTo((float) (-1 + away), within(1e-5f));
    assertThat(gradient[3]).isCloseTo((float) (1 + away), within(1e-5f));
  }

  @OnBothEngines
  void all_triplets_of_1024_rows_need_no_array_of_their_own(Backend backend) {
    var labels = new int[512];
    Arrays.setAll(labels, image -> image % 8);
    var sample = Sample.random(2, 512, 3, 1).withLabels(labels);

    var graded = graded(backend, ALL, sample); // 117 million triplets

    double[][] d = Geometry.distances(sample.rows(), ALL.distance());
    double expected = 0;
    for (int a = 0; a < 1024; a++) {
      for (int p = a % 8; p < 1024; p += 8) {
        for (int n = 0; n < 1024 && p != a; n++) {
          expected += n % 8 == a % 8 ? 0 : Math.max(0, d[a][p] - d[a][n] + 0.3);
        }
      }
    }
    assertThat(graded.value()).isCloseTo(expected / (1024 * 127 * 896), within(1e-5));
  }

  @OnBothEngines
  void raw_distances_of_huge_rows_are_right(Backend backend) {
    var loss = ALL.withDistance(Distance.EUCLIDEAN_RAW);
    var huge = sample(1).scaled(row -> 1e20);

    var graded = graded(backend, loss, huge);

    double expected = plain(huge.rows(), huge, loss);
    assertThat(graded.value() / expected).isCloseTo(1, within(1e-5));
    for (float number : graded.gradient()) {
      assertThat(number).isFinite();
    }
  }

  @OnBothEngines
  void a_negative_as_far_as_the_positive_is_not_farther(Backend backend) {
    // from the anchor at 0: the positive at 2, negatives at −2 and 3; from the one at 2 all keep m
    var sample = new Sample(1, 4, 1, new float[] {0, 2, -2, 3}, new int[] {0, 0, 1, 2});
    var loss = Triplet.margin(1.5).withDistance(Distance.EUCLIDEAN_RAW);

    assertThat(sample.value(backend, loss)).isCloseTo((2 - 3 + 1.5) / 2, within(1e-6));
  }

  @OnBothEngines
  void mining_that_finds_nothing_and_one_class_are_0_with_gradient_0(Backend backend) {
    // the positives are equal, the negatives twice the margin away
    var apart = new Sample(1, 4, 1, new float[] {0, 0, 9, 9}, new int[] {1, 1, 2, 2});
    var oneClass = sample(1).withLabels(3, 3, 3, 3, 3);
    var raw = ALL.withDistance(Distance.EUCLIDEAN_RAW);
    for (var sample : List.of(apart, oneClass)) {
      for (var mining : Triplet.Mining.values()) {
        for (var reduction : Triplet.Reduction.values()) {
          var loss = raw.withMining(mining).withReduction(reduction);
          var graded = graded(backend, loss, sample);

          assertThat(graded.value()).as(loss.toString()).isZero();
          assertThat(graded.gradient()).as(loss.toString()).containsOnly(0);
        }
      }
    }
  }

  @OnBothEngines
  void a_batch_without_any_positive_is_refused(Backend backend) {
    var sample = Sample.random(1, 4, 3, 1).withLabels(0, 1, 2, 3);

    assertThatThrownBy(() -> sample.value(backend, Triplet.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no positives", "4 images", "two views");
  }

  @Override
  public Map<String, Sample> edges() {
    var edges = VariantContract.super.edges();
    edges.put("one view", Sample.random(1, 7, 4, 1).withLabels(0, 1, 1, 0, 2, 1, 1));
    edges.put("no labels", Sample.random(3, 4, 4, 1));
    return edges;
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> Triplet.margin(-0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("margin", "0 or more", "-0.1");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Triplet.standard()).hasToString("Triplet.margin(0.2)");
    assertThat(ALL.withHinge(Triplet.Hinge.SOFT))
        .hasToString(
            "Triplet.margin(0.3).withMining(Triplet.Mining.BATCH_ALL)"
                + ".withDistance(Distance.EUCLIDEAN).withHinge(Triplet.Hinge.SOFT)");
  }

  @Test
  void its_card_tells_hard_from_soft() {
    assertThat(ALL.card().formula()).contains("\\max").doesNotContain("\\exp");
    assertThat(ALL.withHinge(Triplet.Hinge.SOFT).card().formula()).contains("\\exp");
  }
}
