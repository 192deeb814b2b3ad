package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * Classifies with the help of each image's nearest neighbours in a queue: contrast your neighbours
 * (CoNe).
 *
 * <p>{@code L = CE + α_s L_sup + α_d L_dc}. {@code L_sup = 1/N Σᵢ −ln mᵢ}, with mᵢ the part that
 * neighbours of i's class have in {@code softmaxⱼ(qᵢ·bⱼ/τ)} over the nearest rows of the queue, the
 * sum standing inside the logarithm. {@code L_dc = 1/N Σᵢ KL(tᵢ ‖ softmax(xᵢ))}, with {@code tᵢ =
 * Σⱼ softmaxⱼ(kᵢ·bⱼ/τ_d) Pⱼ} over the whole queue. CE is the cross-entropy of the scores x.
 *
 * <p>As in the released code an image whose mᵢ does not exceed the floor is left out of L_sup, one
 * that gives a class a probability below it is left out of CE and of L_dc, and N stays the divisor.
 *
 * <p>Shapes: views [1, N, D], the q; {@link Role#TARGETS} [1, N, D], the k; {@link Role#BANK} [K,
 * D], the b, with bank labels [K] and {@link Role#BANK_PROBABILITIES} [K, C], the P; {@link
 * Role#LOGITS} [N, C]; labels [N]; result a scalar in nats. Embeddings are brought to length 1
 * here; no gradient flows into anything but views and logits. {@link Role#WEIGHTS}, where the batch
 * has them, weigh the images.
 *
 * @param neighbours how many rows of the queue, 1 or more; the paper takes 512
 * @param temperature τ, no unit, above 0; the paper takes 0.1
 * @param consistencyTemperature τ_d, no unit, above 0; the paper takes 0.07
 * @param neighbourWeight α_s, 0 or more; the paper takes 1
 * @param consistencyWeight α_d, 0 or more; the paper takes 1
 * @param floor least probability that is learned from, in [0, 1]; the released code takes 1e-8
 * @see <a href="https://arxiv.org/abs/2308.10761">Zheng et al. 2023, CoNe</a>
 */
public record CoNe(
    int neighbours,
    double temperature,
    double consistencyTemperature,
    double neighbourWeight,
    double consistencyWeight,
    double floor)
    implements Loss, Card.Carded {

  private static final String NAME = "CoNe";
  private static final double NEVER = -1e8; // more than the logarithm of no neighbour, below any

  /** Checks the settings. */
  public CoNe {
    Require.positive("neighbours", neighbours);
    Require.positive("temperature", temperature);
    Require.positive("consistencyTemperature", consistencyTemperature);
    Require.notNegative("neighbourWeight", neighbourWeight);
    Require.notNegative("consistencyWeight", consistencyWeight);
    Require.probability("floor", floor);
  }

  /** Returns the paper's loss. */
  public static CoNe standard() {
    return neighbours(512);
  }

  /** Returns the paper's loss with so many neighbours, 1 or more. */
  public static CoNe neighbours(int value) {
    return new CoNe(value, 0.1, 0.07, 1, 1, 1e-8);
  }

  /** Returns the same loss at another temperature, above 0, of the neighbours. */
  public CoNe withTemperature(double value) {
    return new CoNe(
        neighbours, value, consistencyTemperature, neighbourWeight, consistencyWeight, floor);
  }

  /** Returns the same loss at another temperature, above 0, of the consistency. */
  public CoNe withConsistencyTemperature(double value) {
    return new CoNe(neighbours, temperature, value, neighbourWeight, consistencyWeight, floor);
  }

  /** Returns the same loss with another weight, 0 or more, of the neighbours. */
  public CoNe withNeighbourWeight(double value) {
    return new CoNe(
        neighbours, temperature, consistencyTemperature, value, consistencyWeight, floor);
  }

  /** Returns the same loss with another weight, 0 or more, of the consistency. */
  public CoNe withConsistencyWeight(double value) {
    return new CoNe(neighbours, temperature, consistencyTemperature, neighbourWeight, value, floor);
  }

  /** Returns the same loss with another least probability that is learned from. */
  public CoNe withFloor(double value) {
    return new CoNe(
        neighbours, temperature, consistencyTemperature, neighbourWeight, consistencyWeight, value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.oneViewAndTarget(batch, NAME);
    var labels = Labels.of(batch, NAME);
    if (labels.count() < batch.images()) {
      throw new IllegalArgumentException(
          "%s needs every image's class, but some labels are negative. For few labels use SsCl."
              .formatted(NAME));
    }
    var queue = Queue.of(batch, labels.width(), NAME);
    NDArray scores = Lent.flowing(batch, Role.LOGITS, NAME).logSoftmax(1); // [N, C]
    return classification(batch, labels, scores, queue)
        .add(Scalars.times(neighbours(batch, labels, queue), neighbourWeight));
  }

  /** Returns CE + α_d L_dc. */
  private NDArray classification(Batch batch, Labels labels, NDArray scores, Queue queue) {
    double[] shares = shares(batch, scores.stopGradient().min(new int[] {1}));
    NDArray key = Rows.unit(Lent.constant(batch, Role.TARGETS, NAME).get(0)); // [N, D]
    NDArray targets = queue.probabilitiesNear(key, consistencyTemperature); // [N, C]
    NDArray logTargets = targets.maximum(Float.MIN_NORMAL).log(); // 0 ln 0 = 0
    NDArray divergences = logTargets.sub(scores).mul(targets).sum(new int[] {1}); // [N]
    return labels
        .crossEntropy(scores, shares)
        .add(Scalars.times(Anchors.mean(divergences, shares), consistencyWeight));
  }

  private NDArray neighbours(Batch batch, Labels labels, Queue queue) {
    int[] classes = batch.bankLabels(NAME);
    NDArray similarities = Rows.unit(batch.view(0)).matMul(queue.columns()); // [N, K]
    int rows = (int) similarities.getShape().get(1);
    if (classes.length != rows) {
      throw new IllegalArgumentException(
          "%s needs the class of each of the %d rows of the bank, got %d bank labels."
              .formatted(NAME, rows, classes.length));
    }
    int[] near = Nearest.of(similarities.toFloatArray(), rows, neighbours);
    int taken = near.length / batch.images();
    var friends =
        Mask.of(
            batch.images(), taken, (i, at) -> classes[near[i * taken + at]] == labels.classes()[i]);
    NDArray logits = Scalars.over(taken(similarities, near, taken), temperature); // [N, taken]
    NDArray parts = Logits.logSum(logits, friends).sub(Logits.logSum(logits)); // ln m [N, 1]
    return Anchors.mean(parts, shares(batch, parts.stopGradient())).neg();
  }

  /** Returns the columns of each row that are listed, row by row. */
  private static NDArray taken(NDArray all, int[] columns, int taken) {
    long width = all.getShape().get(1);
    var flat = new long[columns.length];
    Arrays.setAll(flat, at -> at / taken * width + columns[at]);
    return all.reshape(-1).take(all.getManager().create(flat)).reshape(-1, taken);
  }

  /** Returns each image's share of the whole batch, 0 where a logarithm is below the floor's. */
  private double[] shares(Batch batch, NDArray logarithms) {
    float[] values = logarithms.toFloatArray();
    // what is no number counts, so that the loss is none either
    double least = Math.max(NEVER, Math.log(floor));
    return Anchors.of(batch, values.length, NAME).shares(i -> !(values[i] <= least), i -> true);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Classifies with the help of each image's nearest neighbours in a queue.",
        "\\mathcal{L} = CE - \\frac{\\alpha_s}{N} \\sum_i \\log \\sum_{j \\in T_i, y_j = y_i} a_{ij} +"
            + " \\frac{\\alpha_d}{N} \\sum_i KL(t_i, p_i), \\quad a_{ij} = \\frac{\\exp(q_i \\cdot b_j /"
            + " \\tau)}{\\sum_{l \\in T_i} \\exp(q_i \\cdot b_l / \\tau)}",
        List.of(
            new Card.Setting(
                "neighbours", Integer.toString(neighbours), "rows of the queue; the paper: 512"),
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.1"),
            new Card.Setting(
                "consistencyTemperature",
                Double.toString(consistencyTemperature),
                "τ_d > 0; the paper takes 0.07"),
            new Card.Setting(
                "neighbourWeight", Double.toString(neighbourWeight), "α_s ≥ 0; the paper: 1"),
            new Card.Setting(
                "consistencyWeight", Double.toString(consistencyWeight), "α_d ≥ 0; the paper: 1"),
            new Card.Setting(
                "floor",
                Double.toString(floor),
                "least probability that is learned from; the released code takes 1e-8")),
        "Zheng et al. 2023, arXiv 2308.10761, and its released code",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "neighbours");
  }
}
