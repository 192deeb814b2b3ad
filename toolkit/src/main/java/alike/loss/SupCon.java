package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.check.Require;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * Pulls every anchor towards all views of its class: supervised contrastive loss.
 *
 * <p>{@code L_out = mean_i −1/|P(i)| Σ_{p∈P(i)} ln pᵢₚ} and {@code L_in = mean_i −ln( 1/|P(i)|
 * Σ_{p∈P(i)} pᵢₚ )}, with {@code pᵢₚ = exp(sᵢₚ/τ) / Σ_{a≠i} exp(sᵢₐ/τ)}, s the cosine similarity
 * and P(i) the other views of i's class. Without labels every image is a class of its own, and with
 * two views both forms equal {@link NtXent}.
 *
 * <p>Shapes: views [V, N, D] with V·N ≥ 2, labels [N]; result a scalar in nats. An anchor without
 * positives is left out of the mean; a batch without any positive is an error. The paper sums over
 * anchors; like the released code this takes the mean. The released PyTorch code multiplies by
 * τ/0.07; this does not.
 *
 * @param temperature τ, no unit, above 0; the paper takes 0.1
 * @param placement where the sum over positives stands; the paper recommends {@code OUT}
 * @see <a href="https://arxiv.org/abs/2004.11362">Khosla et al. 2020, eq. 2 and 3</a>
 */
public record SupCon(double temperature, Placement placement) implements Loss, Card.Carded {

  /** Where the sum over the positives stands. */
  public enum Placement {
    /** Outside the logarithm, eq. 2. */
    OUT,
    /** Inside the logarithm, eq. 3. */
    IN
  }

  /** Checks the temperature. */
  public SupCon {
    Require.positive("temperature", temperature);
  }

  /** Returns the paper's loss: L_out at 0.1. */
  public static SupCon standard() {
    return new SupCon(0.1, Placement.OUT);
  }

  /** Returns L_out at a temperature above 0. */
  public static SupCon temperature(double value) {
    return new SupCon(value, Placement.OUT);
  }

  /** Returns the same loss with the sum inside the logarithm: L_in. */
  public SupCon inside() {
    return new SupCon(temperature, Placement.IN);
  }

  @Override
  public NDArray of(Batch batch) {
    var positives = Mask.sameClass(batch.rowClasses());
    int[] counts = positives.counts();
    long anchors = Arrays.stream(counts).filter(count -> count > 0).count();
    if (anchors == 0) {
      throw new IllegalArgumentException(
          "SupCon found no positives: %d view of %d images, all of different classes. Give two views an image, or batches with several images of a class."
              .formatted(batch.viewCount(), batch.images()));
    }
    var similarities = Similarities.of(batch.rows(), temperature);
    return placement == Placement.OUT
        ? out(similarities, positives, counts, anchors)
        : in(similarities, positives, counts, anchors);
  }

  private static NDArray out(
      Similarities similarities, Mask positives, int[] counts, long anchors) {
    var scale = new float[counts.length];
    for (int row = 0; row < counts.length; row++) {
      scale[row] = counts[row] == 0 ? 0 : (float) counts.length / ((float) anchors * counts[row]);
    }
    return similarities.meanNegativeLogProbability(positives.scaled(scale));
  }

  private static NDArray in(Similarities similarities, Mask positives, int[] counts, long anchors) {
    var kept = new float[counts.length]; // 1/anchors for an anchor with positives, else 0
    double constant = 0;
    for (int row = 0; row < counts.length; row++) {
      kept[row] = counts[row] == 0 ? 0 : 1f / anchors;
      constant += counts[row] == 0 ? 0 : Math.log(counts[row]) / anchors;
    }
    NDArray sums = similarities.logSum(positives); // [R]
    NDArray weights = sums.getManager().create(kept, new Shape(kept.length));
    return sums.mul(weights).sum().neg().add((float) constant);
  }

  @Override
  public Card card() {
    boolean out = placement == Placement.OUT;
    return new Card(
        "SupCon, L_" + (out ? "out" : "in"),
        "Pulls every anchor towards all views of its class.",
        out
            ? "\\mathcal{L}_{out} = \\frac{1}{|I|} \\sum_{i \\in I} \\frac{-1}{|P(i)|} \\sum_{p \\in P(i)}"
                + " \\log \\frac{\\exp(z_i \\cdot z_p / \\tau)}{\\sum_{a \\in A(i)} \\exp(z_i \\cdot z_a / \\tau)}"
            : "\\mathcal{L}_{in} = \\frac{1}{|I|} \\sum_{i \\in I} - \\log \\frac{1}{|P(i)|} \\sum_{p \\in P(i)}"
                + " \\frac{\\exp(z_i \\cdot z_p / \\tau)}{\\sum_{a \\in A(i)} \\exp(z_i \\cdot z_a / \\tau)}",
        List.of(
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.1"),
            new Card.Setting(
                "placement",
                placement.name(),
                "of the sum over positives; the paper recommends OUT")),
        "Khosla et al. 2020, arXiv 2004.11362, eq. " + (out ? "2" : "3"),
        toString());
  }

  @Override
  public String toString() {
    return "SupCon.temperature(%s)%s"
        .formatted(temperature, placement == Placement.IN ? ".inside()" : "");
  }
}
