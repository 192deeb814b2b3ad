package alike.evaluate;

import alike.check.Require;
import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.engine.Backend;
import alike.model.Embeddings;
import alike.model.Encoder;
import alike.show.Card;
import alike.train.Monitor;
import java.util.List;
import java.util.Map;

/**
 * Weighted k-nearest-neighbour classification of the test images by their cosine similarity to the
 * training images: {@code class = argmax_c Σ_{j ∈ top-k, y_j = c} exp(s_j / T)}; the lowest class
 * wins a tie, the lowest index among equally similar neighbours.
 *
 * <p>As a monitor it records {@code knn}, the accuracy in [0, 1].
 *
 * @param data the bank and the queries
 * @param k neighbours that vote, 1 or more; clamped to the size of the bank; 200 in the source
 * @param temperature T, above 0
 * @see <a href="https://arxiv.org/abs/1805.01978">Wu et al. 2018, section 3.4</a>
 */
public record Knn(TrainTest data, int k, double temperature) implements Monitor, Card.Carded {

  /** Checks the settings. */
  public Knn {
    Require.positive("k", k);
    Require.positive("temperature", temperature);
  }

  /** Returns the classifier with k = 20 and T = 0.1. */
  public static Knn on(TrainTest data) {
    return new Knn(data, 20, 0.1);
  }

  /** Returns a copy with other neighbours, 1 or more. */
  public Knn k(int value) {
    return new Knn(data, value, temperature);
  }

  /** Returns a copy with another temperature, above 0. */
  public Knn temperature(double value) {
    return new Knn(data, k, value);
  }

  @Override
  public Map<String, Double> measure(Encoder encoder) {
    return Map.of("knn", score(encoder));
  }

  /** Returns the part of the test images that an encoder's neighbours classify rightly. */
  public double score(Encoder encoder) {
    return score(encoder.backend(), encoder.embed(data.train()), encoder.embed(data.test()));
  }

  /** Returns the same for the images' bytes, without any encoder. */
  public double scorePixels(Backend backend) {
    return score(backend, Pixels.of(data.train()), Pixels.of(data.test()));
  }

  private double score(Backend backend, Embeddings bank, Embeddings queries) {
    return Accuracy.of(predict(backend, bank, queries), queries.images());
  }

  /**
   * Returns the predicted class of each query.
   *
   * @param backend computes the similarities
   * @param bank embeddings of labelled images
   * @param queries embeddings of the same width
   */
  public int[] predict(Backend backend, Embeddings bank, Embeddings queries) {
    var neighbours = Neighbours.of(backend, bank, queries, k);
    var predicted = new int[queries.size()];
    for (int query = 0; query < predicted.length; query++) {
      predicted[query] = vote(bank.images(), neighbours, query);
    }
    return predicted;
  }

  private int vote(ImageSet bank, Neighbours neighbours, int query) {
    var votes = new double[bank.classNames().size()];
    for (int rank = 0; rank < neighbours.k(); rank++) {
      double less = neighbours.similarity(query, rank) - neighbours.similarity(query, 0);
      votes[bank.label(neighbours.index(query, rank))] += Math.exp(less / temperature);
    }
    int best = 0;
    for (int c = 1; c < votes.length; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }

  @Override
  public Card card() {
    return new Card(
        "Weighted kNN",
        "The nearest training images vote for the class of a test image.",
        "\\hat{y} = \\arg\\max_c \\sum_{j \\in \\mathrm{top}_k,\\, y_j = c} \\exp(s_j / T)",
        List.of(
            new Card.Setting("k", Integer.toString(k), "neighbours that vote"),
            new Card.Setting("temperature", Double.toString(temperature), "T > 0")),
        "Wu et al. 2018, arXiv 1805.01978, section 3.4",
        toString());
  }

  @Override
  public String toString() {
    return "Knn.on(data).k(%d).temperature(%s)".formatted(k, temperature);
  }
}
