package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * SupCon whose negatives are weighted by how hard they are: supervised contrastive learning with
 * hard negatives (SCHaNe).
 *
 * <p>{@code L = mean_i −1/|P(i)| Σ_{p∈P(i)} ln( exp(sᵢₚ/τ) / ( Σ_p exp(sᵢₚ/τ) + Σₙ wᵢₙ exp(sᵢₙ/τ) )
 * )} with {@code wᵢₙ = |N(i)| exp(β sᵢₙ/τ) / Σₘ exp(β sᵢₘ/τ)}, whose mean over the negatives is 1;
 * s is the cosine similarity, P(i) the other views of i's class, N(i) those of other classes. β = 0
 * is {@link SupCon}.
 *
 * <p>The paper's code is not public: that the weights are detached, and that all positives stand in
 * the denominator, is our reading. The paper adds a cross-entropy over the classes; its total, as
 * far as is known, is {@code ScHaNe.standard().weighted(0.9).plus(CrossEntropy.standard().weighted(
 * 0.1))}.
 *
 * <p>Shapes: views [V, N, D] with V·N ≥ 2, labels [N], without which every image is a class of its
 * own; result a scalar in nats. An anchor without positives is left out of the mean; a batch
 * without any positive is an error. {@link Role#WEIGHTS}, where the batch has them, weigh the
 * anchors of the mean.
 *
 * @param temperature τ, no unit, above 0; ours is 0.1
 * @param beta β, 0 or more; more weighs hard negatives more; ours is 1
 * @param weights whether the gradient flows into the weights of the negatives
 * @param positives whether the positives stand in the denominator
 * @see <a href="https://arxiv.org/abs/2308.14893">Long et al. 2023, SCHaNe</a>
 */
public record ScHaNe(double temperature, double beta, Weights weights, Positives positives)
    implements Loss, Card.Carded {

  private static final String NAME = "SCHaNe";
  private static final double NONE = -3e9; // ln of no negatives, less than any masked logit

  /** Whether the gradient flows into the weights; the value is the same. */
  public enum Weights {
    /** No gradient flows into them. */
    DETACHED,
    /** The gradient flows into them. */
    ATTACHED
  }

  /** What stands in the denominator beside the weighted negatives. */
  public enum Positives {
    /** All positives, as in SupCon. */
    IN_DENOMINATOR,
    /** Nothing: an anchor without negatives is left out. */
    NOT_IN_DENOMINATOR
  }

  /** Checks the settings. */
  public ScHaNe {
    Require.positive("temperature", temperature);
    Require.notNegative("beta", beta);
  }

  /** Returns our form: temperature 0.1, β 1, detached weights, positives in the denominator. */
  public static ScHaNe standard() {
    return temperature(0.1);
  }

  /** Returns the loss at a temperature above 0. */
  public static ScHaNe temperature(double value) {
    return new ScHaNe(value, 1, Weights.DETACHED, Positives.IN_DENOMINATOR);
  }

  /** Returns the same loss with another weight of hardness, 0 or more. */
  public ScHaNe withBeta(double value) {
    return new ScHaNe(temperature, value, weights, positives);
  }

  /** Returns the same loss with the gradient flowing into the weights or not. */
  public ScHaNe withWeights(Weights value) {
    return new ScHaNe(temperature, beta, value, positives);
  }

  /** Returns the same loss with the positives in the denominator or not. */
  public ScHaNe withPositives(Positives value) {
    return new ScHaNe(temperature, beta, weights, value);
  }

  @Override
  public NDArray of(Batch batch) {
    int[] classes = batch.rowClasses();
    var pairs = Pairs.ofClasses(classes.length, classes);
    int[] friends = pairs.positives().counts();
    int[] foes = pairs.negatives().counts();
    Needs.positives(friends, batch, NAME);
    boolean foesNeeded = positives == Positives.NOT_IN_DENOMINATOR;
    if (foesNeeded) {
      Needs.negatives(foes, batch, NAME);
    }
    double[] shares =
        Anchors.of(batch, classes.length, NAME)
            .shares(i -> friends[i] > 0 && (!foesNeeded || foes[i] > 0));
    var each = new double[shares.length]; // of an anchor, for one of its positives
    Arrays.setAll(each, i -> friends[i] == 0 ? 0 : shares[i] / friends[i]);
    NDArray logits = Scalars.over(Logits.cosines(batch.rows()), temperature); // [R, R]
    NDArray hard = negatives(logits, pairs.negatives(), foes); // [R, 1]
    NDArray denominator =
        foesNeeded ? hard : Logits.logAdd(Logits.logSum(logits, pairs.positives()), hard);
    return Anchors.mean(denominator, shares)
        .sub(Logits.weighted(logits, pairs.positives().scaled(each)));
  }

  /** Returns ln Σₙ wₙ exp(sₙ/τ) as [R, 1]. */
  private NDArray negatives(NDArray logits, Mask negatives, int[] counts) {
    var numbers = new float[counts.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (counts[i] == 0 ? NONE : Math.log(counts[i]));
    }
    NDArray number = logits.getManager().create(numbers, new Shape(numbers.length, 1));
    NDArray hardness = Scalars.times(logits, beta);
    NDArray logWeights = hardness.sub(Logits.logSum(hardness, negatives)).add(number); // [R, R]
    NDArray used = weights == Weights.DETACHED ? logWeights.stopGradient() : logWeights;
    return Logits.logSum(logits.add(used), negatives);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "SupCon whose negatives are weighted by how hard they are.",
        "\\mathcal{L} = \\frac{1}{|I|} \\sum_{i \\in I} \\frac{-1}{|P(i)|} \\sum_{p \\in P(i)} \\log"
            + " \\frac{e^{s_{ip}/\\tau}}{"
            + (positives == Positives.IN_DENOMINATOR ? "\\sum_{p} e^{s_{ip}/\\tau} + " : "")
            + "\\sum_{n} w_{in} e^{s_{in}/\\tau}}, \\quad w_{in} = |N(i)| \\frac{e^{\\beta"
            + " s_{in}/\\tau}}{\\sum_{m} e^{\\beta s_{im}/\\tau}}",
        List.of(
            new Card.Setting("temperature", Double.toString(temperature), "τ > 0; ours is 0.1"),
            new Card.Setting(
                "beta", Double.toString(beta), "β ≥ 0, hardness; 0 is SupCon; ours is 1"),
            new Card.Setting(
                "weights", weights.name(), "whether the gradient flows into them; ours: DETACHED"),
            new Card.Setting("positives", positives.name(), "ours: IN_DENOMINATOR, as in SupCon")),
        "Long et al. 2023, arXiv 2308.14893; its code is not public, this form is our reading",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
