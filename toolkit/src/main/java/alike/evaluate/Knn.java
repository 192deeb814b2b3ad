package alike.evaluate;

import alike.check.Require;
import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.model.Embeddings;
import alike.model.Encoder;
import alike.show.Card;
import alike.train.Monitor;
import java.util.List;
import java.util.Map;

/**
 * Weighted k-nearest-neighbour classification of the test images by their cosine similarity s to
 * the training images: {@code class = argmax_c Σ_{j ∈ top-k, y_j = c} exp(s_j / T)}; the lowest
 * class wins a tie, the lowest index among equally similar neighbours. Exact; memory does not grow
 * with queries × bank.
 *
 * <p>By Euclidean distance d of the rows as they are, a vote weighs {@code 1 / (d + 1e-5)} and the
 * temperature is of no matter.
 *
 * <p>As a monitor it records {@code knn}, the accuracy in [0, 1].
 *
 * @param data the bank and the queries
 * @param k neighbours that vote, 1 or more; clamped to the size of the bank; 200 in the source
 * @param temperature T, above 0; infinity gives every neighbour one vote
 * @param metric what is near
 * @see <a href="https://arxiv.org/abs/1805.01978">Wu et al. 2018, section 3.4</a>
 */
public record Knn(TrainTest data, int k, double temperature, Metric metric)
    implements Monitor, Card.Carded {

  /** What is near. */
  public enum Metric {
    /** A large cosine of the angle between two rows. */
    COSINE,
    /** A small distance between two rows as they are. */
    EUCLIDEAN
  }

  /** Checks the settings. */
  public Knn {
    Require.positive("k", k);
    if (temperature != Double.POSITIVE_INFINITY) {
      Require.positive("temperature", temperature);
    }
  }

  /** Returns the classifier by cosine similarity with k = 20 and T = 0.1. */
  public static Knn on(TrainTest data) {
    return new Knn(data, 20, 0.1, Metric.COSINE);
  }

  /** Returns a copy with other neighbours, 1 or more. */
  public Knn k(int value) {
    return new Knn(data, value, temperature, metric);
  }

  /** Returns a copy with another temperature, above 0. */
  public Knn temperature(double value) {
    return new Knn(data, k, Require.positive("temperature", value), metric);
  }

  /** Returns a copy in which every neighbour has one vote. */
  public Knn unweighted() {
    return new Knn(data, k, Double.POSITIVE_INFINITY, metric);
  }

  /** Returns a copy by Euclidean distance. */
  public Knn euclidean() {
    return new Knn(data, k, temperature, Metric.EUCLIDEAN);
  }

  @Override
  public Map<String, Double> measure(Encoder encoder) {
    return Map.of("knn", score(encoder));
  }

  /** Returns the part of the test images that an encoder's neighbours classify rightly. */
  public double score(Encoder encoder) {
    return score(encoder.embed(data.train()), encoder.embed(data.test()));
  }

  /** Returns the same for the images' bytes, without any encoder. */
  public double scorePixels() {
    return score(Pixels.of(data.train()), Pixels.of(data.test()));
  }

  /** Returns the part of the queries that a bank classifies rightly. */
  public double score(Embeddings bank, Embeddings queries) {
    return Accuracy.of(predict(bank, queries), queries.images());
  }

  /** Returns the part of a bank's rows that their neighbours among the others classify rightly. */
  public double leaveOneOut(Embeddings bank) {
    Require.atLeast("rows", 2, bank.size());
    int others = Math.min(k, bank.size() - 1);
    var votes = votes(bank, Neighbours.among(bank, others, metric), bank.size());
    return Accuracy.of(winners(votes), bank.images());
  }

  /**
   * Returns the predicted class of each query.
   *
   * @param bank embeddings of labelled images
   * @param queries embeddings of the same width
   */
  public int[] predict(Embeddings bank, Embeddings queries) {
    return winners(votes(bank, queries));
  }

  /**
   * Returns each query's votes for each class as parts of all its votes: they sum to 1.
   *
   * @param bank embeddings of labelled images
   * @param queries embeddings of the same width
   */
  public double[][] votes(Embeddings bank, Embeddings queries) {
    return votes(bank, Neighbours.of(bank, queries, k, metric), queries.size());
  }

  private double[][] votes(Embeddings bank, Neighbours neighbours, int queries) {
    var votes = new double[queries][];
    for (int query = 0; query < queries; query++) {
      votes[query] = vote(bank.images(), neighbours, query);
    }
    return votes;
  }

  private double[] vote(ImageSet bank, Neighbours neighbours, int query) {
    var votes = new double[bank.classNames().size()];
    double all = 0;
    for (int rank = 0; rank < neighbours.k(); rank++) {
      double weight = weight(neighbours, query, rank);
      votes[bank.label(neighbours.index(query, rank))] += weight;
      all += weight;
    }
    for (int c = 0; c < votes.length; c++) {
      votes[c] /= all;
    }
    return votes;
  }

  private double weight(Neighbours neighbours, int query, int rank) {
    if (temperature == Double.POSITIVE_INFINITY) {
      return 1;
    }
    double near = neighbours.similarity(query, rank);
    return switch (metric) {
      case COSINE -> Math.exp((near - neighbours.similarity(query, 0)) / temperature);
      case EUCLIDEAN -> 1 / (1e-5 - near);
    };
  }

  private static int[] winners(double[][] votes) {
    var winners = new int[votes.length];
    for (int query = 0; query < votes.length; query++) {
      for (int c = 1; c < votes[query].length; c++) {
        winners[query] = votes[query][c] > votes[query][winners[query]] ? c : winners[query];
      }
    }
    return winners;
  }

  @Override
  public Card card() {
    return new Card(
        "Weighted kNN",
        "The nearest training images vote for the class of a test image.",
        "\\hat{y} = \\arg\\max_c \\sum_{j \\in \\mathrm{top}_k,\\, y_j = c} \\exp(s_j / T)",
        List.of(
            new Card.Setting("k", Integer.toString(k), "neighbours that vote"),
            new Card.Setting("temperature", Double.toString(temperature), "T > 0"),
            new Card.Setting("metric", metric.name(), "what is near")),
        "Wu et al. 2018, arXiv 1805.01978, section 3.4",
        toString());
  }

  @Override
  public String toString() {
    boolean weighted = temperature != Double.POSITIVE_INFINITY;
    return "Knn.on(data).k(%d)%s%s"
        .formatted(
            k,
            weighted ? ".temperature(" + temperature + ")" : ".unweighted()",
            metric == Metric.EUCLIDEAN ? ".euclidean()" : "");
  }
}
