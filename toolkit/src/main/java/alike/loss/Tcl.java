package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * SupCon whose hard positives and hard negatives pull and push harder: tuned contrastive learning.
 *
 * <p>{@code L = mean_i −1/|P(i)| Σ_{p∈P(i)} ln( exp(sᵢₚ/τ) / Dᵢ )} with {@code Dᵢ = Σ_p exp(sᵢₚ/τ)
 * + k₁ Σ_p exp(−sᵢₚ) + k₂ Σ_n exp(sᵢₙ/τ)}, s the cosine similarity, P(i) the other views of i's
 * class and n over those of other classes. As in the released code there is no τ in the term of k₁:
 * at another temperature k₁ needs tuning. k₁ = 0 and k₂ = 1 is {@link SupCon}.
 *
 * <p>Shapes: views [V, N, D] with V·N ≥ 2, labels [N], without which every image is a class of its
 * own; result a scalar in nats. An anchor without positives is left out of the mean; a batch
 * without any positive is an error. {@link Role#WEIGHTS}, where the batch has them, weigh the
 * anchors of the mean.
 *
 * @param temperature τ, no unit, above 0; the paper takes 0.1
 * @param k1 k₁, 0 or more; more strengthens the pull of hard positives; the paper takes 5000
 * @param k2 k₂, 0 or more; more strengthens the push of hard negatives; the paper takes 1
 * @see <a href="https://arxiv.org/abs/2305.10675">Animesh and Chandraker 2023, Tuned Contrastive
 *     Learning</a>
 */
public record Tcl(double temperature, double k1, double k2) implements Loss, Card.Carded {

  private static final String NAME = "TCL";

  /** Checks the settings. */
  public Tcl {
    Require.positive("temperature", temperature);
    Require.notNegative("k1", k1);
    Require.notNegative("k2", k2);
  }

  /** Returns the paper's loss: temperature 0.1, k₁ 5000, k₂ 1. */
  public static Tcl standard() {
    return temperature(0.1);
  }

  /** Returns the loss at a temperature above 0. */
  public static Tcl temperature(double value) {
    return new Tcl(value, 5000, 1);
  }

  /** Returns the same loss with another k₁ of 0 or more. */
  public Tcl withK1(double value) {
    return new Tcl(temperature, value, k2);
  }

  /** Returns the same loss with another k₂ of 0 or more. */
  public Tcl withK2(double value) {
    return new Tcl(temperature, k1, value);
  }

  @Override
  public NDArray of(Batch batch) {
    int[] classes = batch.rowClasses();
    var pairs = Pairs.ofClasses(classes.length, classes);
    int[] counts = pairs.positives().counts();
    Needs.positives(counts, batch, NAME);
    double[] shares = Anchors.of(batch, counts.length, NAME).shares(i -> counts[i] > 0);
    var each = new double[counts.length]; // of an anchor, for one of its positives
    Arrays.setAll(each, i -> counts[i] == 0 ? 0 : shares[i] / counts[i]);
    NDArray cosines = Logits.cosines(batch.rows()); // [R, R]
    NDArray logits = Scalars.over(cosines, temperature);
    return Anchors.mean(denominator(cosines, logits, pairs), shares)
        .sub(Logits.weighted(logits, pairs.positives().scaled(each)));
  }

  /** Returns ln D as [R, 1]. */
  private NDArray denominator(NDArray cosines, NDArray logits, Pairs pairs) {
    NDArray sum = Logits.logSum(logits, pairs.positives());
    if (k2 > 0) {
      NDArray negatives = Logits.logSum(logits, pairs.negatives());
      sum = Logits.logAdd(sum, negatives.add((float) Math.log(k2)));
    }
    if (k1 > 0) {
      NDArray far = Logits.logSum(cosines.neg(), pairs.positives());
      sum = Logits.logAdd(sum, far.add((float) Math.log(k1)));
    }
    return sum;
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "SupCon whose hard positives and hard negatives pull and push harder.",
        "\\mathcal{L} = \\frac{1}{|I|} \\sum_{i \\in I} \\frac{-1}{|P(i)|} \\sum_{p \\in P(i)} \\log"
            + " \\frac{e^{s_{ip}/\\tau}}{\\sum_{p} e^{s_{ip}/\\tau} + k_1 \\sum_{p} e^{-s_{ip}} + k_2 \\sum_{n}"
            + " e^{s_{in}/\\tau}}",
        List.of(
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.1"),
            new Card.Setting(
                "k1",
                Double.toString(k1),
                "k₁ ≥ 0, the pull of hard positives; with k₂ 1, 0 is SupCon; the paper takes 5000"),
            new Card.Setting(
                "k2",
                Double.toString(k2),
                "k₂ ≥ 0, the push of hard negatives; the paper takes 1")),
        "Animesh and Chandraker 2023, arXiv 2305.10675; no τ in the term of k₁, as released",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
