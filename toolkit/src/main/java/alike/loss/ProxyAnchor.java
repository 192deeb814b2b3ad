package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * Brings to each class's learned point the rows of the class, the farther ones more, and takes
 * other rows away from it, the nearer ones more.
 *
 * <p>{@code L = 1/|P⁺| Σ_{p∈P⁺} ln(1 + Σ_{x∈X_p} exp(−α (s(x, p) − δ))) + 1/C Σ_p ln(1 + Σ_{x∉X_p}
 * exp(α (s(x, p) + δ)))}, s the cosine similarity, X_p the rows of p's class, P⁺ the classes that
 * the batch has.
 *
 * <p>Shapes: views [V, N, D], labels [N], 0 to C − 1, {@link Role#PROXIES} [C, D], learned; result
 * a scalar. Images of unknown class are left out.
 *
 * @param classes C, 2 or more
 * @param margin δ, 0 or more; the paper takes 0.1
 * @param alpha α, above 0; the paper takes 32
 * @see <a href="https://arxiv.org/abs/2003.13911">Kim et al. 2020, eq. 4</a>
 */
public record ProxyAnchor(int classes, double margin, double alpha) implements Loss, Card.Carded {

  private static final String NAME = "Proxy-Anchor";

  /** Checks the settings. */
  public ProxyAnchor {
    Require.atLeast("classes", 2, classes);
    Require.notNegative("margin", margin);
    Require.positive("alpha", alpha);
  }

  /** Returns the paper's loss for 10 classes: δ = 0.1, α = 32. */
  public static ProxyAnchor standard() {
    return classes(10);
  }

  /** Returns the paper's loss for 2 or more classes. */
  public static ProxyAnchor classes(int value) {
    return new ProxyAnchor(value, 0.1, 32);
  }

  /** Returns a copy with another margin of 0 or more. */
  public ProxyAnchor withMargin(double value) {
    return new ProxyAnchor(classes, value, alpha);
  }

  /** Returns a copy with another α above 0. */
  public ProxyAnchor withAlpha(double value) {
    return new ProxyAnchor(classes, margin, value);
  }

  @Override
  public List<Learned> learned(int width) {
    return List.of(Learned.rows(Role.PROXIES, classes, width));
  }

  @Override
  public NDArray of(Batch batch) {
    var proxies = Proxies.of(batch, classes, NAME);
    NDArray cosines = proxies.cosines().transpose(); // [C, R]
    NDArray pulled = Scalars.times(cosines.sub((float) margin), -alpha);
    NDArray pushed = Scalars.times(cosines.add((float) margin), alpha);
    var own = Mask.of(classes, proxies.size(), (point, row) -> proxies.own(row, point));
    var others = Mask.of(classes, proxies.size(), (point, row) -> proxies.other(row, point));
    long present = Arrays.stream(own.counts()).filter(count -> count > 0).count();
    return Scalars.over(logSum(pulled, own), present)
        .add(Scalars.over(logSum(pushed, others), classes));
  }

  /** Returns Σ_p ln(1 + Σₓ exp(·)) over a mask's columns, a scalar. */
  private static NDArray logSum(NDArray logits, Mask kept) {
    return Logits.softPlus(Logits.logSum(logits, kept)).sum();
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Brings rows to the learned point of their class, and takes other rows away from it.",
        "\\mathcal{L} = \\frac{1}{|P^+|} \\sum_{p \\in P^+} \\log \\left( 1 + \\sum_{x \\in X_p}"
            + " \\exp(-\\alpha (s(x, p) - \\delta)) \\right) + \\frac{1}{C} \\sum_p \\log \\left( 1 +"
            + " \\sum_{x \\notin X_p} \\exp(\\alpha (s(x, p) + \\delta)) \\right)",
        List.of(
            new Card.Setting("classes", Integer.toString(classes), "C ≥ 2, one learned point each"),
            new Card.Setting("margin", Double.toString(margin), "δ ≥ 0; the paper takes 0.1"),
            new Card.Setting("alpha", Double.toString(alpha), "α > 0; the paper takes 32")),
        "Kim et al. 2020, arXiv 2003.13911, eq. 4",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "classes");
  }
}
