package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.check.Require;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * Picks a teacher's embedding of another view of the image out of a queue of earlier embeddings:
 * the loss of MoCo v1 and v2.
 *
 * <p>{@code L = 1/N Σᵢ [ ln( exp(qᵢ·kᵢ/τ) + Σₐ exp(qᵢ·bₐ/τ) ) − qᵢ·kᵢ/τ ]}, with q the views, k the
 * teacher's embeddings and b the rows of the queue, all brought to length 1 here.
 *
 * <p>Shapes: views [V, N, D]; {@link Role#TARGETS} [V, N, D]; {@link Role#BANK} [K, D]; result a
 * scalar in nats. With one view the target is of another view of the image; with more, each view
 * meets the targets of all other views, and the loss is the mean over these pairs. Total collapse
 * is ln(K + 1). The queue is the one before the batch's own embeddings join it. No gradient flows
 * into targets and queue. {@link Role#WEIGHTS}, where the batch has them, weigh the images.
 *
 * @param temperature τ, no unit, above 0; MoCo v1 takes 0.07, v2 0.2
 * @param tile queries that the engine compares with the queue at a time, so that memory grows with
 *     tile × K; 0 takes the fastest form
 * @see <a href="https://arxiv.org/abs/1911.05722">He et al. 2020, eq. 1</a>
 */
public record InfoNceQueue(double temperature, int tile) implements Loss, Card.Carded {

  private static final String NAME = "InfoNCE with a queue";

  /** Checks the temperature. */
  public InfoNceQueue {
    Require.positive("temperature", temperature);
    Tiling.require(tile);
  }

  /** Returns the loss of MoCo v1, at 0.07. */
  public static InfoNceQueue standard() {
    return temperature(0.07);
  }

  /** Returns the loss at a temperature above 0. */
  public static InfoNceQueue temperature(double value) {
    return new InfoNceQueue(value, Tiling.AUTOMATIC);
  }

  /** Returns the same loss with so many queries compared at a time; 0 takes the fastest form. */
  public InfoNceQueue tile(int value) {
    return new InfoNceQueue(temperature, value);
  }

  @Override
  public NDArray of(Batch batch) {
    var crossings = Crossing.of(batch, NAME);
    long size = batch.get(Role.BANK, NAME).getShape().get(0);
    return Tiling.form(batch, batch.images(), size, tile)
        .map(form -> analytic(batch, crossings, form))
        .orElseGet(() -> plain(batch));
  }

  private NDArray analytic(Batch batch, List<Crossing> crossings, Analytic form) {
    NDArray targets = Lent.constant(batch, Role.TARGETS, NAME); // [V, N, D]
    NDArray bank = batch.get(Role.BANK, NAME);
    double[] shares = Anchors.of(batch, batch.images(), NAME).shares();
    Arrays.setAll(shares, i -> shares[i] / crossings.size());
    return crossings.stream()
        .map(
            pair ->
                form.queue(
                    batch.view(pair.view()),
                    targets.get(pair.target()),
                    bank,
                    shares,
                    1 / temperature))
        .reduce(NDArray::add)
        .orElseThrow();
  }

  /** Computes the loss from the whole matrix of similarities. */
  NDArray plain(Batch batch) {
    var crossings = Crossing.of(batch, NAME);
    NDArray targets = Lent.constant(batch, Role.TARGETS, NAME); // [V, N, D]
    NDArray queue = Rows.unit(Lent.constant(batch, Role.BANK, NAME)).transpose(); // [D, K]
    double[] shares = Anchors.of(batch, batch.images(), NAME).shares();
    return Scalars.over(
        crossings.stream()
            .map(pair -> one(batch.view(pair.view()), targets.get(pair.target()), queue, shares))
            .reduce(NDArray::add)
            .orElseThrow(),
        crossings.size());
  }

  private NDArray one(NDArray view, NDArray target, NDArray queue, double[] shares) {
    NDArray q = Rows.unit(view); // [N, D]
    NDArray own = q.mul(Rows.unit(target)).sum(new int[] {1}, true); // [N, 1]
    NDArray logits = NDArrays.concat(new NDList(own, q.matMul(queue)), 1); // [N, 1 + K]
    NDArray logProbabilities = Scalars.over(logits, temperature).logSoftmax(1);
    return Anchors.mean(logProbabilities.get(":, 0"), shares).neg();
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Picks a teacher's embedding of another view out of a queue of earlier embeddings.",
        "\\mathcal{L} = -\\frac{1}{N} \\sum_{i=1}^{N} \\log \\frac{\\exp(q_i \\cdot k_i / \\tau)}{\\exp(q_i \\cdot k_i / \\tau)"
            + " + \\sum_{a=1}^{K} \\exp(q_i \\cdot b_a / \\tau)}",
        List.of(
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; MoCo v1: 0.07, v2: 0.2"),
            Tiling.setting(tile)),
        "He et al. 2020, MoCo, arXiv 1911.05722, eq. 1",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
