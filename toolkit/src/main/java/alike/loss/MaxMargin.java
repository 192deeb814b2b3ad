package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Keeps positives closer than a boundary and negatives farther, both by a margin: the margin loss
 * of Wu et al.
 *
 * <p>{@code L = mean of max(0, α + d − β)} over pairs of one class and {@code max(0, α − d + β)}
 * over other pairs, in one mean over all terms above 0. β is one number, fixed or learned.
 *
 * <p>Shapes: views [V, N, D] with V·N ≥ 2, labels [N]; without labels every image is a class of its
 * own. If β is learned, {@link Role#BOUNDARY}, one number. The paper samples the pairs by their
 * distance and may learn a β of each class; here all pairs of the batch count, and β is one for
 * all. Pairs are decided outside the engine, on one reading of the rows.
 *
 * @param alpha α, 0 or more; the paper takes 0.2
 * @param beta β, above 0, or its first value; the paper takes 1.2
 * @param boundary whether β stays or is learned
 * @param distance what d is; the paper's is {@code EUCLIDEAN}
 * @see <a href="https://arxiv.org/abs/1706.07567">Wu et al. 2017, section 4.2</a>
 */
public record MaxMargin(double alpha, double beta, Boundary boundary, Distance distance)
    implements Loss, Card.Carded {

  private static final String NAME = "Max-margin";

  /** Whether β stays. */
  public enum Boundary {
    /** β stays as it is. */
    FIXED,
    /** β is learned together with the networks. */
    LEARNED
  }

  /** Checks the settings. */
  public MaxMargin {
    Require.notNegative("alpha", alpha);
    Require.positive("beta", beta);
  }

  /** Returns the paper's loss with β fixed: α = 0.2, β = 1.2. */
  public static MaxMargin standard() {
    return alpha(0.2);
  }

  /** Returns the loss at a margin of 0 or more. */
  public static MaxMargin alpha(double value) {
    return new MaxMargin(value, 1.2, Boundary.FIXED, Distance.EUCLIDEAN);
  }

  /** Returns a copy with another boundary, above 0. */
  public MaxMargin withBeta(double value) {
    return new MaxMargin(alpha, value, boundary, distance);
  }

  /** Returns a copy whose boundary is fixed or learned. */
  public MaxMargin withBoundary(Boundary value) {
    return new MaxMargin(alpha, beta, value, distance);
  }

  /** Returns a copy with another distance. */
  public MaxMargin withDistance(Distance value) {
    return new MaxMargin(alpha, beta, boundary, value);
  }

  @Override
  public List<Learned> learned(int width) {
    return boundary == Boundary.FIXED ? List.of() : List.of(Learned.number(Role.BOUNDARY, beta));
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.severalRows(batch, NAME);
    var table = PairTable.of(batch, distance);
    if (boundary == Boundary.FIXED) {
      var terms = at(table, beta);
      return terms.loss(weight(terms), weight(terms));
    }
    NDArray learned = Lent.flowing(batch, Role.BOUNDARY, NAME).sum();
    var terms = at(table, learned.getFloat());
    double slope = weight(terms) * (terms.negative().violations() - terms.positive().violations());
    NDArray nothing = learned.sub(learned.stopGradient()); // 0, but with the gradient of β
    return terms.loss(weight(terms), weight(terms)).add(Scalars.times(nothing, slope));
  }

  private PairHinges at(PairTable table, double border) {
    return PairHinges.of(table, border - alpha, border + alpha, 1);
  }

  private static double weight(PairHinges terms) {
    return 1.0 / Math.max(1, terms.positive().violations() + terms.negative().violations());
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Keeps positives closer than a boundary and negatives farther, both by a margin.",
        "\\mathcal{L} = \\frac{1}{|\\{ \\ell > 0 \\}|} \\left[ \\sum_{(i, j) \\in P} \\max(0, \\alpha +"
            + " d_{ij} - \\beta) + \\sum_{(i, j) \\in N} \\max(0, \\alpha - d_{ij} + \\beta) \\right]",
        List.of(
            new Card.Setting(
                "alpha", Double.toString(alpha), "α ≥ 0, the margin; the paper takes 0.2"),
            new Card.Setting(
                "beta", Double.toString(beta), "β > 0, the boundary; the paper takes 1.2"),
            new Card.Setting("boundary", boundary.name(), "β FIXED, or LEARNED from beta on"),
            new Card.Setting("distance", distance.name(), "d; the paper's is EUCLIDEAN")),
        "Wu et al. 2017, arXiv 1706.07567, section 4.2; over all pairs instead of sampled ones",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "alpha");
  }
}
