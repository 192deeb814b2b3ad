package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.check.Require;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Classifies and contrasts together, with few labels, each correcting the other: semi-supervised
 * contrastive learning (SsCL). A reconstruction: the paper's code is not public, and what follows
 * is our reading of its summary.
 *
 * <p>{@code L = Lₓ + λᵤ Lᵤ + λ_c L_c}. The class probabilities of an image that is not labelled are
 * calibrated by its neighbours in the queue: {@code ŷᵢ = α pᵢ + (1 − α) Σⱼ softmaxⱼ(kᵢ·bⱼ/τ) Pⱼ}, p
 * the teacher's, P the queue's. {@code Lₓ} is the cross-entropy of the labelled images, {@code Lᵤ}
 * that of the others with their most probable class where {@code max ŷᵢ} reaches the threshold, 0
 * where not; each is a mean over its images. {@code L_c = mean_i −Σⱼ tᵢⱼ ln softmaxⱼ([qᵢ·kᵢ,
 * qᵢ·b₁…]/τ)}, with t proportional to 1 for the own key and to {@code ŷᵢ·Pⱼ} for a row of the queue
 * where that reaches the agreement, else 0; ŷ of a labelled image is its label.
 *
 * <p>Shapes: views [1, N, D], the q; {@link Role#TARGETS} [1, N, D], the k; {@link Role#BANK} [K,
 * D]; {@link Role#BANK_PROBABILITIES} [K, C]; {@link Role#PROBABILITIES} [N, C]; {@link
 * Role#LOGITS} [N, C]; labels [N], negative where not known; result a scalar in nats. Embeddings
 * are brought to length 1 here; no gradient flows into anything but views and logits. {@link
 * Role#WEIGHTS}, where the batch has them, weigh the images.
 *
 * @param temperature τ, no unit, above 0; ours is 0.1
 * @param threshold least probability of a class that is learned from, in [0, 1]; ours is 0.95
 * @param agreement least agreement with a row of the queue that it is pulled to, in [0, 1]; ours is
 *     0.8
 * @param mix α, how much of the teacher's own probabilities stays, in [0, 1]; ours is 0.9
 * @param unlabelledWeight λᵤ, 0 or more; ours is 1
 * @param contrastWeight λ_c, 0 or more; ours is 1
 * @see <a href="https://arxiv.org/abs/2105.07387">Zhang et al. 2021, SsCL</a>
 */
public record SsCl(
    double temperature,
    double threshold,
    double agreement,
    double mix,
    double unlabelledWeight,
    double contrastWeight)
    implements Loss, Card.Carded {

  private static final String NAME = "SsCL";

  /** Checks the settings. */
  public SsCl {
    Require.positive("temperature", temperature);
    Require.probability("threshold", threshold);
    Require.probability("agreement", agreement);
    Require.probability("mix", mix);
    Require.notNegative("unlabelledWeight", unlabelledWeight);
    Require.notNegative("contrastWeight", contrastWeight);
  }

  /** Returns the loss at our settings. */
  public static SsCl standard() {
    return temperature(0.1);
  }

  /** Returns the loss at a temperature above 0. */
  public static SsCl temperature(double value) {
    return new SsCl(value, 0.95, 0.8, 0.9, 1, 1);
  }

  /** Returns the same loss with another least probability, in [0, 1], to learn a class from. */
  public SsCl withThreshold(double value) {
    return new SsCl(temperature, value, agreement, mix, unlabelledWeight, contrastWeight);
  }

  /** Returns the same loss with another least agreement, in [0, 1], to be pulled together. */
  public SsCl withAgreement(double value) {
    return new SsCl(temperature, threshold, value, mix, unlabelledWeight, contrastWeight);
  }

  /** Returns the same loss with another part, in [0, 1], of the teacher's own probabilities. */
  public SsCl withMix(double value) {
    return new SsCl(temperature, threshold, agreement, value, unlabelledWeight, contrastWeight);
  }

  /** Returns the same loss with another weight, 0 or more, of images without labels. */
  public SsCl withUnlabelledWeight(double value) {
    return new SsCl(temperature, threshold, agreement, mix, value, contrastWeight);
  }

  /** Returns the same loss with another weight, 0 or more, of the contrast. */
  public SsCl withContrastWeight(double value) {
    return new SsCl(temperature, threshold, agreement, mix, unlabelledWeight, value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.oneViewAndTarget(batch, NAME);
    var labels = Labels.of(batch, NAME);
    var queue = Queue.of(batch, labels.width(), NAME);
    NDArray key = Rows.unit(Lent.constant(batch, Role.TARGETS, NAME).get(0)); // [N, D]
    NDArray calibrated = calibrated(batch, key, queue); // [N, C]
    NDArray classes = Lent.flowing(batch, Role.LOGITS, NAME).logSoftmax(1); // [N, C]
    return classification(batch, labels, classes, calibrated)
        .add(Scalars.times(contrast(batch, key, queue, known(labels, calibrated)), contrastWeight));
  }

  /** Returns the teacher's probabilities [N, C], moved towards those of the neighbours. */
  private NDArray calibrated(Batch batch, NDArray key, Queue queue) {
    NDArray own = Lent.constant(batch, Role.PROBABILITIES, NAME); // [N, C]
    NDArray near = queue.probabilitiesNear(key, temperature); // [N, C]
    return Scalars.times(near, (1 - mix)).add(Scalars.times(own, mix));
  }

  /** Returns the probabilities with those of labelled images replaced by their labels. */
  private static NDArray known(Labels labels, NDArray probabilities) {
    var unknown = Mask.of(labels.classes().length, labels.width(), (i, c) -> !labels.known(i));
    var manager = probabilities.getManager();
    return probabilities.mul(unknown.in(manager)).add(labels.hot().in(manager));
  }

  private NDArray classification(
      Batch batch, Labels labels, NDArray logProbabilities, NDArray calibrated) {
    var images = Anchors.of(batch, batch.images(), NAME);
    int[] pseudo = Labels.confident(calibrated.toFloatArray(), labels.width(), threshold);
    NDArray loss = logProbabilities.getManager().zeros(new Shape());
    if (labels.count() > 0) {
      loss = labels.crossEntropy(logProbabilities, images.shares(labels::known)).add(loss);
    }
    if (labels.count() < batch.images()) {
      double[] shares =
          images.shares(i -> !labels.known(i) && pseudo[i] >= 0, i -> !labels.known(i));
      NDArray unlabelled =
          new Labels(pseudo, labels.width()).crossEntropy(logProbabilities, shares);
      loss = Scalars.times(unlabelled, unlabelledWeight).add(loss);
    }
    return loss;
  }

  private NDArray contrast(Batch batch, NDArray key, Queue queue, NDArray probabilities) {
    NDArray q = Rows.unit(batch.view(0)); // [N, D]
    NDArray own = q.mul(key).sum(new int[] {1}, true); // [N, 1]
    NDArray logits = NDArrays.concat(new NDList(own, q.matMul(queue.columns())), 1); // [N, 1 + K]
    NDArray agreements = probabilities.matMul(queue.probabilities().transpose()); // [N, K]
    NDArray pulled =
        agreements.mul(agreements.gte((float) agreement).toType(DataType.FLOAT32, false));
    NDArray ones = pulled.getManager().ones(own.getShape());
    NDArray all = NDArrays.concat(new NDList(ones, pulled), 1); // [N, 1 + K]
    NDArray targets = all.div(all.sum(new int[] {1}, true));
    NDArray logProbabilities = Scalars.over(logits, temperature).logSoftmax(1);
    NDArray losses = logProbabilities.mul(targets).sum(new int[] {1}).neg(); // [N]
    return Anchors.of(batch, batch.images(), NAME).mean(losses);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Classifies and contrasts together, with few labels, each correcting the other.",
        "\\mathcal{L} = \\mathcal{L}_x + \\lambda_u \\mathcal{L}_u + \\lambda_c \\mathcal{L}_c, \\quad"
            + " \\mathcal{L}_c = -\\frac{1}{N} \\sum_i \\sum_j t_{ij} \\log \\frac{\\exp(q_i \\cdot b_j /"
            + " \\tau)}{\\sum_l \\exp(q_i \\cdot b_l / \\tau)}",
        List.of(
            new Card.Setting("temperature", Double.toString(temperature), "τ > 0; ours is 0.1"),
            new Card.Setting(
                "threshold",
                Double.toString(threshold),
                "least probability to learn a class from, in [0, 1]; ours is 0.95"),
            new Card.Setting(
                "agreement",
                Double.toString(agreement),
                "least agreement with a row of the queue to be pulled to it; ours is 0.8"),
            new Card.Setting(
                "mix",
                Double.toString(mix),
                "α in [0, 1], what stays of the teacher's probabilities; ours is 0.9"),
            new Card.Setting(
                "unlabelledWeight", Double.toString(unlabelledWeight), "λᵤ ≥ 0; ours is 1"),
            new Card.Setting(
                "contrastWeight", Double.toString(contrastWeight), "λ_c ≥ 0; ours is 1")),
        "Zhang et al. 2021, arXiv 2105.07387; reconstructed, the terms' exact form is ours",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
