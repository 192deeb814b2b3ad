package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Brings each row to the learned point of its class and away from the points of other classes.
 *
 * <p>{@code L = mean_i [ t d(xᵢ, p_y) + ln Σ_{z≠y} exp(−t d(xᵢ, p_z)) ]}, d the squared distance of
 * rows of length 1, y the row's class. The other form has the own class in the sum as well: a
 * cross-entropy, which cannot fall below 0.
 *
 * <p>Shapes: views [V, N, D], labels [N], 0 to C − 1, {@link Role#PROXIES} [C, D], learned; result
 * a scalar in nats. Images of unknown class are left out.
 *
 * @param classes C, 2 or more
 * @param scale t, above 0; the paper has 1
 * @param denominator whether the own class stands in the sum
 * @see <a href="https://arxiv.org/abs/1703.07464">Movshovitz-Attias et al. 2017, section 3</a>
 */
public record ProxyNca(int classes, double scale, Denominator denominator)
    implements Loss, Card.Carded {

  private static final String NAME = "Proxy-NCA";

  /** Which classes stand in the sum. */
  public enum Denominator {
    /** All but the row's own, as in the paper. */
    OTHERS,
    /** All, as in pytorch-metric-learning. */
    ALL
  }

  /** Checks the settings. */
  public ProxyNca {
    Require.atLeast("classes", 2, classes);
    Require.positive("scale", scale);
  }

  /** Returns the paper's loss for 10 classes. */
  public static ProxyNca standard() {
    return classes(10);
  }

  /** Returns the paper's loss for 2 or more classes. */
  public static ProxyNca classes(int value) {
    return new ProxyNca(value, 1, Denominator.OTHERS);
  }

  /** Returns a copy with another scale above 0. */
  public ProxyNca withScale(double value) {
    return new ProxyNca(classes, value, denominator);
  }

  /** Returns a copy with other classes in the sum. */
  public ProxyNca withDenominator(Denominator value) {
    return new ProxyNca(classes, scale, value);
  }

  @Override
  public List<Learned> learned(int width) {
    return List.of(Learned.rows(Role.PROXIES, classes, width));
  }

  @Override
  public NDArray of(Batch batch) {
    var proxies = Proxies.of(batch, classes, NAME);
    NDArray logits = Scalars.times(proxies.squaredDistances(), -scale); // [R, C]
    var own = Mask.of(proxies.size(), classes, proxies::own);
    boolean all = denominator == Denominator.ALL;
    var summed = Mask.of(proxies.size(), classes, (i, z) -> all || proxies.other(i, z));
    NDArray losses = Logits.logSum(logits, summed).sub(Logits.pick(logits, own)); // [R, 1]
    var labels = proxies.labels();
    var weights = new float[proxies.size()]; // 1 where the class is known
    for (int row = 0; row < weights.length; row++) {
      weights[row] = labels.known(row) ? 1 : 0;
    }
    NDArray known = logits.getManager().create(weights, losses.getShape());
    return Scalars.over(losses.mul(known).sum(), labels.count());
  }

  @Override
  public Card card() {
    var sum = denominator == Denominator.ALL ? "\\sum_z" : "\\sum_{z \\neq y}";
    return new Card(
        NAME,
        "Brings each row to the learned point of its class and away from the other points.",
        "\\mathcal{L} = -\\frac{1}{R} \\sum_i \\log \\frac{\\exp( -t \\Vert x_i - p_y \\Vert^2 )}{"
            + sum
            + " \\exp( -t \\Vert x_i - p_z \\Vert^2 )}",
        List.of(
            new Card.Setting("classes", Integer.toString(classes), "C ≥ 2, one learned point each"),
            new Card.Setting("scale", Double.toString(scale), "t > 0; the paper has 1"),
            new Card.Setting(
                "denominator",
                denominator.name(),
                "OTHERS than the own class, as in the paper, or ALL")),
        "Movshovitz-Attias et al. 2017, arXiv 1703.07464, section 3",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "classes");
  }
}
