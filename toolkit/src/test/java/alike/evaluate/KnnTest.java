package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.Reference;
import alike.data.TinyImages;
import alike.data.TrainTest;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.model.ConvNet;
import alike.model.Embeddings;
import alike.model.Encoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnnTest {

  private static final TrainTest DATA = TinyImages.both(32, 16, 12);
  private static final Knn KNN = Knn.on(DATA);

  /** Returns the predicted classes as plain loops in double precision find them. */
  private static int[] plain(Embeddings bank, Embeddings queries, int k, double temperature) {
    var predicted = new int[queries.size()];
    for (int q = 0; q < predicted.length; q++) {
      int query = q;
      var votes = new double[bank.images().classNames().size()];
      IntStream.range(0, bank.size())
          .boxed()
          .sorted(Comparator.comparingDouble(row -> -cosine(bank, row, queries, query)))
          .limit(k)
          .forEach(
              row ->
                  votes[bank.images().label(row)] +=
                      Math.exp(cosine(bank, row, queries, query) / temperature));
      for (int c = 1; c < votes.length; c++) {
        predicted[q] = votes[c] > votes[predicted[q]] ? c : predicted[q];
      }
    }
    return predicted;
  }

  private static double cosine(Embeddings bank, int row, Embeddings queries, int query) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < bank.width(); i++) {
      dot += (double) bank.get(row, i) * queries.get(query, i);
      left += (double) bank.get(row, i) * bank.get(row, i);
      right += (double) queries.get(query, i) * queries.get(query, i);
    }
    return dot / Math.sqrt(left * right);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void predicts_what_plain_loops_predict(int seed) {
    var bank = Points.clouds(150, 6, 5, 1.5, seed);
    var queries = Points.clouds(40, 6, 5, 1.5, seed + 100);
    for (int k : new int[] {1, 5, 20, 149}) {
      int[] predicted = KNN.k(k).temperature(0.07).predict(bank, queries);

      assertThat(predicted).as("k = %d", k).containsExactly(plain(bank, queries, k, 0.07));
    }
  }

  @Test
  void predicts_what_lightly_predicts() {
    var file = Reference.file("eval.json");
    var inputs = file.get("inputs");
    var bank =
        Points.of(Reference.floats(inputs.get("bank")), Reference.ints(inputs.get("bank_labels")));
    int[] labels = Reference.ints(inputs.get("query_labels"));
    var queries = Points.of(Reference.floats(inputs.get("query")), labels);
    var cases = file.get("results").get("weighted_knn").get("cases");
    assertThat(cases).hasSizeGreaterThanOrEqualTo(6);
    for (var reference : cases) {
      var knn =
          KNN.k(reference.get("k").asInt()).temperature(reference.get("temperature").asDouble());

      int[] predicted = knn.predict(bank, queries);

      assertThat(predicted)
          .as("%s", knn)
          .containsExactly(Reference.ints(reference.get("predictions")));
      long right = IntStream.range(0, labels.length).filter(i -> predicted[i] == labels[i]).count();
      assertThat(right).isEqualTo(reference.get("top1_correct").asLong());
    }
  }

  @Test
  void a_nearer_neighbour_outvotes_two_farther_ones() {
    var bank = Points.of(new float[] {1, 0, 1, 1, 1, 1.1f}, 0, 1, 1);
    var query = Points.of(new float[] {1, 0.01f}, 0);

    assertThat(KNN.k(3).predict(bank, query)).containsExactly(0);
    assertThat(KNN.k(3).temperature(10).predict(bank, query)).containsExactly(1);
  }

  @Test
  void ties_go_to_the_lowest_class_and_to_the_first_neighbour() {
    var twice = Points.of(new float[] {2, 0, 1, 0, 4, 0}, 2, 1, 1); // all of one direction
    var query = Points.of(new float[] {1, 0}, 0);

    assertThat(KNN.k(2).predict(twice, query)).as("one vote each").containsExactly(1);
    assertThat(KNN.k(1).predict(twice, query)).as("the first row").containsExactly(2);
  }

  @Test
  void neighbours_are_in_order_and_equals_in_that_of_the_bank() {
    var bank = Points.of(new float[] {0, 1, 2, 0, 1, 1, 1, 0, 4, 0}, 0, 1, 0, 1, 0);
    var query = Points.of(new float[] {3, 0}, 0);

    var found = Neighbours.of(bank, query, 4, Knn.Metric.COSINE);

    int[] order = IntStream.range(0, 4).map(rank -> found.index(0, rank)).toArray();
    assertThat(order).containsExactly(1, 3, 4, 2);
    assertThat(found.similarity(0, 0)).isCloseTo(1, within(1e-6f));
    assertThat(found.similarity(0, 3)).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
  }

  @Test
  void more_neighbours_than_the_bank_has_are_all_of_it() {
    var bank = Points.of(new float[] {1, 0, 0, 1, 0, 1}, 0, 1, 1);
    var queries = Points.of(new float[] {1, 0.2f, 0.2f, 1}, 0, 1);

    assertThat(KNN.k(1000).predict(bank, queries)).containsExactly(0, 1);
  }

  @Test
  void each_point_of_the_bank_finds_itself() {
    var bank = Points.clouds(60, 4, 5, 3, 1);

    assertThat(KNN.k(1).predict(bank, bank)).containsExactly(bank.images().labels());
  }

  @Test
  void many_queries_are_searched_in_parts() {
    var bank = Points.clouds(30, 4, 5, 1, 1);
    var queries = Points.clouds(1203, 4, 5, 1, 2);

    assertThat(KNN.k(3).predict(bank, queries)).containsExactly(plain(bank, queries, 3, 0.1));
  }

  @Test
  void points_of_zeros_get_a_class_too() {
    var bank = Points.of(new float[] {0, 0, 1, 0}, 1, 0);
    var query = Points.of(new float[] {0, 0}, 0);

    assertThat(KNN.k(1).predict(bank, query)).containsExactly(1);
  }

  @Test
  void embeddings_of_another_width_are_refused() {
    var bank = Points.of(new float[] {1, 0, 0, 1}, 0, 1);
    var queries = Points.of(new float[] {1, 0, 0}, 0);

    assertThatThrownBy(() -> KNN.predict(bank, queries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2 numbers", "3", "one encoder");
  }

  @OnBothEngines
  void scores_an_encoder_and_the_pixels_and_leaves_no_arrays(Backend backend) {
    Engines.use(backend.name());
    try (var encoder = Encoder.random(ConvNet.widths(4, 8).withGrid(2), DATA.train(), 3)) {
      int before = Census.of(backend);

      double score = KNN.k(5).score(encoder);

      assertThat(score).isEqualTo(1); // the bright quarter is easily told
      assertThat(KNN.k(5).scorePixels()).isEqualTo(1);
      assertThat(KNN.k(5).measure(encoder)).containsOnlyKeys("knn").containsEntry("knn", score);
      assertThat(Census.of(backend)).isEqualTo(before);
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> KNN.k(0)).hasMessageContainingAll("k", "1 or more", "0");
    assertThatThrownBy(() -> KNN.temperature(0)).hasMessageContaining("temperature");
  }

  @Test
  void prints_as_the_java_that_makes_it_and_has_a_card() {
    assertThat(KNN.k(5)).hasToString("Knn.on(data).k(5).temperature(0.1)");
    assertThat(KNN.card().text()).contains("Weighted kNN", "1805.01978", "temperature");
  }

  @Test
  void every_neighbour_has_one_vote_if_they_are_not_weighted() {
    var bank = Points.of(new float[] {1, 0, 1, 1, 1, 1.1f}, 0, 1, 1);
    var query = Points.of(new float[] {1, 0.01f}, 0);

    assertThat(KNN.k(3).unweighted().predict(bank, query)).containsExactly(1);
    assertThat(KNN.k(3).unweighted().votes(bank, query)[0]).containsExactly(1 / 3.0, 2 / 3.0);
    assertThat(KNN.k(3).unweighted()).hasToString("Knn.on(data).k(3).unweighted()");
  }

  @Test
  void by_distance_the_length_of_a_row_counts() {
    var bank = Points.of(new float[] {10, 0, 0, 1}, 0, 1);
    var query = Points.of(new float[] {1, 0.1f}, 0);

    assertThat(KNN.k(1).predict(bank, query)).containsExactly(0);
    assertThat(KNN.k(1).euclidean().predict(bank, query)).containsExactly(1);
    double near = 1 / (1e-5 + Math.hypot(1, 0.9));
    double far = 1 / (1e-5 + Math.hypot(9, 0.1));
    assertThat(KNN.k(2).euclidean().votes(bank, query)[0][1])
        .isCloseTo(near / (near + far), within(1e-6));
    assertThat(KNN.k(2).euclidean()).hasToString("Knn.on(data).k(2).temperature(0.1).euclidean()");
  }

  @Test
  void distances_keep_their_digits_far_from_the_origin() {
    var bank = Points.of(new float[] {5000.25f, 5001, 5000}, 0, 1, 0);
    var query = Points.of(new float[] {5000.75f}, 1);

    assertThat(KNN.k(1).euclidean().predict(bank, query)).containsExactly(1);
  }

  @Test
  void a_row_has_no_vote_on_itself() {
    var rows = Points.of(new float[] {1, 0, 1, 0.1f, 0, 1, 0.1f, 1}, 0, 1, 1, 0);

    assertThat(KNN.k(1).leaveOneOut(rows)).isZero();
    assertThat(KNN.k(1).score(rows, rows)).isEqualTo(1);
    assertThat(KNN.k(100).leaveOneOut(Points.clouds(60, 4, 2, 0.1, 1))).isEqualTo(1);
  }

  @Test
  void votes_are_parts_of_1_whatever_the_temperature() {
    var bank = Points.clouds(50, 4, 3, 2, 1);
    var queries = Points.clouds(5, 4, 3, 2, 2);
    for (double temperature : new double[] {1e-4, 0.07, 1e4}) {
      for (double[] votes : KNN.k(20).temperature(temperature).votes(bank, queries)) {
        assertThat(Arrays.stream(votes).sum()).isCloseTo(1, within(1e-12));
      }
    }
  }
}
