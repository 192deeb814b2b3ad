package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.model.Embeddings;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrievalTest {

  /** Rows at angles from the first axis: the first is the query, the others ascend. */
  private static Embeddings fan(int... labels) {
    var values = new float[2 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[2 * i] = (float) Math.cos(0.05 * i);
      values[2 * i + 1] = (float) Math.sin(0.05 * i);
    }
    return Points.of(values, labels);
  }

  @Test
  void is_what_the_formulas_say_for_one_ranking() {
    var bank = fan(1, 0, 1, 1, 0);
    var query = Points.of(new float[] {1, -0.01f}, 1);

    var found = Retrieval.all().recallAt(1, 2).of(bank, query); // hits at ranks 1, 3, 4; R = 3

    assertThat(found.precisionAt1()).isEqualTo(1);
    assertThat(found.rPrecision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(found.mapAtR()).isCloseTo((1 + 2 / 3.0) / 3, within(1e-12));
    assertThat(found.map()).isCloseTo((1 + 2 / 3.0 + 3 / 4.0) / 3, within(1e-12));
    assertThat(found.reciprocalRank()).isEqualTo(1);
    assertThat(found.queries()).isEqualTo(1);
  }

  @Test
  void the_rank_of_the_first_hit_counts() {
    var bank = fan(0, 0, 1, 0, 1);
    var query = Points.of(new float[] {1, -0.01f}, 1);

    var found = Retrieval.all().recallAt(1, 2, 3, 100).of(bank, query);

    assertThat(found.reciprocalRank()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(found.precisionAt1()).isZero();
    assertThat(found.recallAt(2)).isZero();
    assertThat(found.recallAt(3)).isEqualTo(1);
    assertThat(found.recallAt(100)).isEqualTo(1);
  }

  @Test
  void ranks_beyond_k_count_as_not_found() {
    var bank = fan(0, 1, 1, 1);
    var query = Points.of(new float[] {1, -0.01f}, 1);

    var found = Retrieval.nearest(2).of(bank, query); // one hit at rank 2 of R = 3

    assertThat(found.rPrecision()).isEqualTo(0.5);
    assertThat(found.mapAtR()).isCloseTo(0.5 / 3, within(1e-12));
    assertThat(Retrieval.nearest(1).of(bank, query).reciprocalRank()).isZero();
  }

  @Test
  void a_row_is_not_found_by_itself() {
    var rows = Points.of(new float[] {1, 0, 1, 0.1f, 0, 1, 0.1f, 1}, 0, 1, 1, 0);

    var found = Retrieval.all().of(rows);

    assertThat(found.precisionAt1()).as("the nearest other is of the other class").isZero();
    assertThat(Retrieval.all().of(rows, rows).precisionAt1()).isEqualTo(1);
  }

  /** Plain loops: full sort, one measure after the other. */
  private static double[] plain(Embeddings bank, Embeddings queries, boolean self) {
    double map = 0;
    double mapAtR = 0;
    for (int q = 0; q < queries.size(); q++) {
      int query = q;
      int label = queries.images().label(q);
      int[] order =
          IntStream.range(0, bank.size())
              .filter(row -> !self || row != query)
              .boxed()
              .sorted(
                  (a, b) ->
                      Double.compare(
                          cosine(bank, b, queries, query), cosine(bank, a, queries, query)))
              .mapToInt(Integer::intValue)
              .toArray();
      long relevant = IntStream.of(order).filter(row -> bank.images().label(row) == label).count();
      double hits = 0;
      for (int i = 0; i < order.length; i++) {
        if (bank.images().label(order[i]) == label) {
          double precision = ++hits / (i + 1);
          map += precision / relevant;
          mapAtR += i < relevant ? precision / relevant : 0;
        }
      }
    }
    return new double[] {map / queries.size(), mapAtR / queries.size()};
  }

  private static double cosine(Embeddings left, int row, Embeddings right, int other) {
    double dot = 0;
    double own = 0;
    double its = 0;
    for (int i = 0; i < left.width(); i++) {
      dot += (double) left.get(row, i) * right.get(other, i);
      own += (double) left.get(row, i) * left.get(row, i);
      its += (double) right.get(other, i) * right.get(other, i);
    }
    return dot / Math.sqrt(own * its);
  }

  @ParameterizedTest(name = "{0} queries, {1} rows, {2} classes")
  @CsvSource({"70,150,3", "5,600,7", "130,40,4"})
  void is_what_plain_loops_compute(int queries, int rows, int classes) {
    var bank = Points.clouds(rows, 6, classes, 1.5, 1);
    var asked = Points.clouds(queries, 6, classes, 1.5, 2);

    var across = Retrieval.all().of(bank, asked);
    var inside = Retrieval.all().of(bank);

    double[] expected = plain(bank, asked, false);
    assertThat(across.map()).isCloseTo(expected[0], within(1e-9));
    assertThat(across.mapAtR()).isCloseTo(expected[1], within(1e-9));
    expected = plain(bank, bank, true);
    assertThat(inside.map()).isCloseTo(expected[0], within(1e-9));
    assertThat(inside.mapAtR()).isCloseTo(expected[1], within(1e-9));
  }

  @Test
  void queries_without_their_class_in_the_bank_are_left_out() {
    var bank = fan(0, 0, 1);
    var queries = Points.of(new float[] {1, 0, 1, 0}, 0, 2);

    assertThat(Retrieval.all().of(bank, queries).queries()).isEqualTo(1);
    assertThatThrownBy(() -> Retrieval.all().of(fan(0, 1, 2)))
        .hasMessageContaining("No query has another row of its class");
  }

  @Test
  void what_was_not_asked_for_and_what_does_not_fit_is_refused() {
    var bank = fan(0, 0, 1);
    var found = Retrieval.all().of(bank);

    assertThatThrownBy(() -> found.recallAt(3)).hasMessageContainingAll("recall@3", "[1, 2, 4, 8]");
    assertThatThrownBy(() -> Retrieval.nearest(0)).hasMessageContaining("k");
    assertThatThrownBy(() -> Retrieval.all().of(bank, Points.of(new float[] {1}, 0)))
        .hasMessageContaining("one encoder");
    assertThat(found.toString()).startsWith("P@1 ").endsWith("2 queries");
  }
}
