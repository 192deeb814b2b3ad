package alike.evaluate;

import alike.check.Require;
import alike.engine.Largest;
import alike.model.Embeddings;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well cosine similarity ranks the rows of a query's class before all others: exact, in blocks
 * of queries. With R the number of rows of the query's class in the bank (the query itself left
 * out), r_i 1 if the row of rank i is of the class and 0 otherwise, and {@code P@i = (r_1 + … +
 * r_i)/i}, the measures are means over the queries of
 *
 * <table>
 * <caption>Measures, each in [0, 1]; higher is better</caption>
 * <tr><td>precision@1<td>r_1
 * <tr><td>R-precision<td>P@R
 * <tr><td>MAP@R<td>{@code Σ_{i ≤ R} P@i r_i / R}
 * <tr><td>MAP<td>{@code Σ_i P@i r_i / R}
 * <tr><td>MRR<td>1 / the rank of the first row of the class
 * <tr><td>recall@k<td>1 if one of the k nearest is of the class
 * </table>
 *
 * Queries whose class the bank lacks are left out. If only the k nearest rows are looked at, ranks
 * beyond k count as not found, and R-precision is P@min(R, k).
 *
 * @param k how many nearest rows are looked at; 0, the default, looks at all
 * @param recalls the k of recall@k; default 1, 2, 4, 8
 * @see <a href="https://arxiv.org/abs/2003.08505">Musgrave et al. 2020, section 3.2</a>
 */
public record Retrieval(int k, List<Integer> recalls) {

  /** Checks the settings. */
  public Retrieval {
    Require.atLeast("k", 0, k);
    recalls = List.copyOf(recalls);
    recalls.forEach(recall -> Require.positive("the k of recall@k", recall));
  }

  /** Returns the measures over the whole ranking. */
  public static Retrieval all() {
    return new Retrieval(0, List.of(1, 2, 4, 8));
  }

  /** Returns the measures over the nearest rows alone, 1 or more of them. */
  public static Retrieval nearest(int k) {
    return new Retrieval(Require.positive("k", k), List.of(1, 2, 4, 8));
  }

  /** Returns a copy with other k of recall@k, each 1 or more. */
  public Retrieval recallAt(Integer... values) {
    return new Retrieval(k, List.of(values));
  }

  /**
   * What was measured.
   *
   * @param precisionAt1 the part of queries whose nearest row is of their class
   * @param rPrecision the part of the R nearest rows that are of the query's class
   * @param mapAtR mean average precision up to rank R
   * @param map mean average precision
   * @param reciprocalRank MRR
   * @param recall recall@k by k
   * @param queries how many queries were counted
   */
  public record Scores(
      double precisionAt1,
      double rPrecision,
      double mapAtR,
      double map,
      double reciprocalRank,
      Map<Integer, Double> recall,
      int queries) {

    /** Copies the recalls in, by ascending k. */
    public Scores {
      recall = Collections.unmodifiableMap(new TreeMap<>(recall));
    }

    /**
     * Returns recall@k.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public double recallAt(int k) {
      Double value = recall.get(k);
      if (value == null) {
        throw new IllegalArgumentException(
            "recall@%d was not measured, only @%s. Ask for it: Retrieval.all().recallAt(%d)."
                .formatted(k, recall.keySet(), k));
      }
      return value;
    }

    @Override
    public String toString() {
      var text = new StringBuilder();
      recall.forEach((k, value) -> text.append(", R@%d %s".formatted(k, percent(value))));
      return "P@1 %s, R-precision %s, MAP@R %s, MAP %s, MRR %s%s; %d queries"
          .formatted(
              percent(precisionAt1),
              percent(rPrecision),
              percent(mapAtR),
              percent(map),
              percent(reciprocalRank),
              text,
              queries);
    }

    private static String percent(double part) {
      return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }
  }

  /** Ranks the other rows of a set for each of its rows. */
  public Scores of(Embeddings rows) {
    return measure(rows, rows, true);
  }

  /** Ranks the rows of a bank for each query. */
  public Scores of(Embeddings bank, Embeddings queries) {
    return measure(bank, queries, false);
  }

  private Scores measure(Embeddings bank, Embeddings queries, boolean self) {
    Search.requireSameWidth(bank, queries);
    int[] labels = bank.images().labels();
    int[] asked = queries.images().labels();
    int classes = Math.max(Labels.classes(labels), Labels.classes(asked));
    int[] members = Labels.counts(labels, classes);
    var rows = new double[queries.size()][]; // one row of measures a query, empty if left out
    int depth = k == 0 ? bank.size() : Math.min(bank.size(), k + (self ? 1 : 0));
    Search.each(
        bank.unit().values(),
        queries.unit().values(),
        bank.width(),
        new float[bank.size()],
        depth,
        () ->
            (query, found) -> {
              int relevant = members[asked[query]] - (self ? 1 : 0);
              var hits = hits(found, labels, asked[query], self ? query : -1);
              rows[query] = relevant == 0 ? new double[0] : measures(hits, relevant);
            });
    return mean(Arrays.stream(rows).filter(row -> row.length > 0).toList());
  }

  private static boolean[] hits(Largest found, int[] labels, int wanted, int self) {
    var hits = new boolean[found.size()];
    int size = 0;
    for (int rank = 0; rank < found.size(); rank++) {
      int place = found.place(rank);
      if (place != self) {
        hits[size++] = labels[place] == wanted;
      }
    }
    return Arrays.copyOf(hits, size);
  }

  private double[] measures(boolean[] all, int relevant) {
    boolean[] hits = k == 0 ? all : Arrays.copyOf(all, Math.min(k, all.length));
    var measures = new double[5 + recalls.size()];
    int right = 0;
    int first = hits.length;
    for (int i = 0; i < hits.length; i++) {
      if (!hits[i]) {
        continue;
      }
      first = Math.min(first, i);
      double precision = ++right / (i + 1.0);
      if (i < relevant) {
        measures[1] += 1.0 / Math.min(relevant, hits.length);
        measures[2] += precision / relevant;
      }
      measures[3] += precision / relevant;
    }
    measures[0] = first == 0 ? 1 : 0;
    measures[4] = first < hits.length ? 1.0 / (first + 1) : 0;
    for (int i = 0; i < recalls.size(); i++) {
      measures[5 + i] = first < Math.min(recalls.get(i), hits.length) ? 1 : 0;
    }
    return measures;
  }

  private Scores mean(List<double[]> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "No query has another row of its class in the bank. Give a bank with the queries' classes.");
    }
    var mean = new double[5 + recalls.size()];
    for (var row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.size();
      }
    }
    var recall = new TreeMap<Integer, Double>();
    for (int i = 0; i < recalls.size(); i++) {
      recall.put(recalls.get(i), mean[5 + i]);
    }
    return new Scores(mean[0], mean[1], mean[2], mean[3], mean[4], recall, rows.size());
  }

  @Override
  public String toString() {
    return k == 0 ? "Retrieval.all()" : "Retrieval.nearest(%d)".formatted(k);
  }
}
