package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicts each view's cluster, shared out evenly over the batch, from every other view.
 *
 * <p>{@code L = mean over a ∈ A and v ≠ a of − mean_b Σ_k qᵃ_bk ln softmax(sᵛ_b/τ)_k}: s is the
 * cosine of an embedding with a prototype, A the full-sized crops, q the codes of {@link Sinkhorn},
 * through which no gradient flows.
 *
 * <p>Shapes: views [V, N, D], V ≥ 2, the full-sized crops first; {@link Role#PROTOTYPES} [K, D];
 * result a scalar in nats, about ln K by chance. A {@link Role#BANK} of earlier embeddings, if
 * there is one, is shared out together with each full-sized crop, and its codes are dropped; the
 * release keeps a bank a crop. {@link Role#WEIGHTS}, where the batch has them, weigh the images of
 * the mean. With {@link Scores#GIVEN} the views, and the bank, are the scores [V, N, K] themselves.
 * The release scales the prototypes back to length 1 after each step; here the cosine does, so that
 * their length is free.
 *
 * @param prototypes K, 2 or more; the paper takes 3000
 * @param temperature τ, above 0; the paper takes 0.1
 * @param epsilon ε of Sinkhorn, above 0; the paper takes 0.05
 * @param iterations of Sinkhorn, 1 or more; the paper takes 3
 * @param fullSized how many of the views are full-sized crops, 1 or more; the paper has 2
 * @param scores where the scores come from
 * @see <a href="https://arxiv.org/abs/2006.09882">Caron et al. 2020, eq. 1 to 6</a>
 */
public record Swav(
    int prototypes,
    double temperature,
    double epsilon,
    int iterations,
    int fullSized,
    Scores scores)
    implements Loss, Card.Carded {

  private static final String NAME = "SwAV";

  /** Where the scores come from. */
  public enum Scores {
    /** Cosines of the views' embeddings with the prototypes. */
    COSINE,
    /** The views are scores already. */
    GIVEN
  }

  /** Checks the settings. */
  public Swav {
    Require.atLeast("prototypes", 2, prototypes);
    Require.positive("temperature", temperature);
    Require.positive("epsilon", epsilon);
    Require.positive("iterations", iterations);
    Require.positive("fullSized", fullSized);
  }

  /** Returns the paper's loss: 3000 prototypes, τ = 0.1, ε = 0.05, 3 iterations. */
  public static Swav standard() {
    return new Swav(3000, 0.1, 0.05, 3, 2, Scores.COSINE);
  }

  /** Returns the loss with another number of prototypes, 2 or more. */
  public static Swav prototypes(int value) {
    return new Swav(value, 0.1, 0.05, 3, 2, Scores.COSINE);
  }

  /** Returns a copy at another temperature above 0. */
  public Swav withTemperature(double value) {
    return new Swav(prototypes, value, epsilon, iterations, fullSized, scores);
  }

  /** Returns a copy with another ε of Sinkhorn, above 0. */
  public Swav withEpsilon(double value) {
    return new Swav(prototypes, temperature, value, iterations, fullSized, scores);
  }

  /** Returns a copy with other iterations of Sinkhorn, 1 or more. */
  public Swav withIterations(int value) {
    return new Swav(prototypes, temperature, epsilon, value, fullSized, scores);
  }

  /** Returns a copy for another number of full-sized crops, which come first among the views. */
  public Swav withFullSized(int value) {
    return new Swav(prototypes, temperature, epsilon, iterations, value, scores);
  }

  /** Returns a copy whose scores come from elsewhere. */
  public Swav withScores(Scores value) {
    return new Swav(prototypes, temperature, epsilon, iterations, fullSized, value);
  }

  @Override
  public List<Learned> learned(int width) {
    return scores == Scores.GIVEN
        ? List.of()
        : List.of(Learned.rows(Role.PROTOTYPES, prototypes, width));
  }

  @Override
  public NDArray of(Batch batch) {
    int views = batch.viewCount();
    if (views < 2 || views < fullSized) {
      throw new IllegalArgumentException(
          "SwAV needs 2 or more views, of which %d are full-sized, got %d. Augment each image more often, or set withFullSized(…)."
              .formatted(fullSized, views));
    }
    requirePrototypes(batch);
    NDArray rows = scores(batch.rows(), batch); // [V·N, K]
    var shape = new Shape(views, batch.images(), prototypes);
    NDArray logProbabilities =
        Scalars.over(rows, temperature).logSoftmax(1).reshape(shape); // [V, N, K]
    var codes =
        IntStream.range(0, fullSized)
            .mapToObj(view -> codes(rows.reshape(shape).get(view), batch))
            .toList();
    var images = Anchors.of(batch, batch.images(), NAME);
    return CrossViews.meanDot(logProbabilities, codes, images).neg();
  }

  private void requirePrototypes(Batch batch) {
    long given =
        scores == Scores.GIVEN ? batch.width() : batch.get(Role.PROTOTYPES, NAME).getShape().get(0);
    if (given != prototypes) {
      throw new IllegalArgumentException(
          "SwAV is made for %d prototypes, got %d. Make it with Swav.prototypes(%d)."
              .formatted(prototypes, given, given));
    }
  }

  private NDArray scores(NDArray rows, Batch batch) {
    return scores == Scores.GIVEN
        ? rows
        : Logits.cosines(rows, Lent.flowing(batch, Role.PROTOTYPES, NAME));
  }

  /** Returns the codes [N, K] of one view's scores, shared out together with the bank's. */
  private NDArray codes(NDArray view, Batch batch) {
    var sinkhorn = new Sinkhorn(epsilon, iterations);
    if (!batch.has(Role.BANK)) {
      return sinkhorn.codes(view);
    }
    NDArray bank = scores(Lent.constant(batch, Role.BANK, NAME), batch); // [M, K]
    return sinkhorn.codes(NDArrays.concat(new NDList(view, bank))).get("0:" + batch.images());
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Predicts each view's cluster, shared out evenly over the batch, from every other view.",
        "\\mathcal{L} = -\\frac{1}{|A|} \\sum_{a \\in A} \\frac{1}{V - 1} \\sum_{v \\neq a}"
            + " \\frac{1}{N} \\sum_{b=1}^{N} \\sum_k q^a_{bk} \\log"
            + " \\frac{\\exp(s^v_{bk} / \\tau)}{\\sum_{k'} \\exp(s^v_{bk'} / \\tau)}",
        List.of(
            new Card.Setting(
                "prototypes", Integer.toString(prototypes), "K ≥ 2; the paper takes 3000"),
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.1"),
            new Card.Setting(
                "epsilon", Double.toString(epsilon), "ε > 0 of Sinkhorn; the paper takes 0.05"),
            new Card.Setting(
                "iterations", Integer.toString(iterations), "of Sinkhorn, ≥ 1; the paper takes 3"),
            new Card.Setting(
                "fullSized",
                Integer.toString(fullSized),
                "how many of the views are full-sized, the first ones; the paper has 2"),
            new Card.Setting(
                "scores", scores.name(), "COSINE with the prototypes, or the views are GIVEN")),
        "Caron et al. 2020, arXiv 2006.09882, eq. 1 to 6; prototypes are scaled to length 1 in the"
            + " loss, in the release after each step",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "prototypes");
  }
}
