package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Moves each pair's similarity towards its optimum, the faster the farther it is away.
 *
 * <p>{@code L = mean_i ln( 1 + Σ_{n∈N(i)} exp(γ αₙ (sᵢₙ − m)) · Σ_{p∈P(i)} exp(−γ αₚ (sᵢₚ − 1 + m))
 * )} with {@code αₚ = max(0, 1 + m − sᵢₚ)} and {@code αₙ = max(0, sᵢₙ + m)}, through which no
 * gradient flows; s is the cosine similarity.
 *
 * <p>Shapes: views [V, N, D], labels [N]; without labels every image is a class of its own. The
 * paper has one pair of sums for all pairs it is given; here each anchor has its own, as in
 * pytorch-metric-learning. An anchor without positives or without negatives is left out; a batch
 * without any positive is an error, and of one class it is 0.
 *
 * @param margin m, 0 to 1; the paper takes 0.25 for faces, 0.4 for fine-grained retrieval
 * @param gamma γ, above 0; the paper takes 256 for faces, 80 for fine-grained retrieval
 * @see <a href="https://arxiv.org/abs/2002.10857">Sun et al. 2020, section 3</a>
 */
public record Circle(double margin, double gamma) implements Loss, Card.Carded {

  private static final String NAME = "Circle";

  /** Checks the settings. */
  public Circle {
    Require.probability("margin", margin);
    Require.positive("gamma", gamma);
  }

  /** Returns the paper's loss for faces: m = 0.25, γ = 256. */
  public static Circle standard() {
    return margin(0.25);
  }

  /** Returns the loss at a margin of 0 to 1. */
  public static Circle margin(double value) {
    return new Circle(value, 256);
  }

  /** Returns a copy with another γ above 0. */
  public Circle withGamma(double value) {
    return new Circle(margin, value);
  }

  @Override
  public NDArray of(Batch batch) {
    int[] classes = batch.rowClasses();
    var pairs = Pairs.ofClasses(classes.length, classes);
    int[] positives = pairs.positives().counts();
    int[] negatives = pairs.negatives().counts();
    Needs.positives(positives, batch, NAME);
    NDArray s = Logits.cosines(batch.rows()); // [R, R]
    NDArray pulled = Logits.logSum(attracted(s), pairs.positives()); // [R, 1]
    NDArray pushed = Logits.logSum(repelled(s), pairs.negatives());
    var weights = new float[classes.length]; // 1 for an anchor with positives and negatives
    float anchors = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = positives[i] > 0 && negatives[i] > 0 ? 1 : 0;
      anchors += weights[i];
    }
    NDArray counted = s.getManager().create(weights, pulled.getShape());
    return Scalars.over(
        Logits.softPlus(pulled.add(pushed)).mul(counted).sum(), Math.max(1, anchors));
  }

  /** Returns −γ αₚ (s − 1 + m). */
  private NDArray attracted(NDArray s) {
    NDArray pace = Activation.relu(s.stopGradient().neg().add((float) (1 + margin)));
    return Scalars.times(s.sub((float) (1 - margin)).mul(pace), -gamma);
  }

  /** Returns γ αₙ (s − m). */
  private NDArray repelled(NDArray s) {
    NDArray pace = Activation.relu(s.stopGradient().add((float) margin));
    return Scalars.times(s.sub((float) margin).mul(pace), gamma);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Moves each pair's similarity towards its optimum, the faster the farther it is away.",
        "\\mathcal{L} = \\frac{1}{|I|} \\sum_{i \\in I} \\log \\left[ 1 + \\sum_n \\exp( \\gamma \\alpha_n (s_{in}"
            + " - m) ) \\sum_p \\exp( - \\gamma \\alpha_p (s_{ip} - 1 + m) ) \\right]",
        List.of(
            new Card.Setting(
                "margin",
                Double.toString(margin),
                "m, 0 to 1; the paper takes 0.25 for faces, 0.4 for retrieval"),
            new Card.Setting(
                "gamma",
                Double.toString(gamma),
                "γ > 0; the paper takes 256 for faces, 80 for retrieval")),
        "Sun et al. 2020, arXiv 2002.10857, section 3; here one sum an anchor",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "margin");
  }
}
