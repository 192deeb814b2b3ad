package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.show.Card;
import java.util.List;

/**
 * Pulls pairs of one class together and pushes pairs of different classes apart, up to a margin:
 * the contrastive loss of Hadsell et al.
 *
 * <p>{@code L = mean over pairs i < j of ½ max(0, d − m₊)^q} for two rows of one class and {@code ½
 * max(0, m − d)^q} for others; q = 2 and m₊ = 0 in the paper. The other form, of
 * pytorch-metric-learning, adds the mean over positive pairs whose term is above 0 and the same
 * mean over negative pairs, without the ½.
 *
 * <p>Shapes: views [V, N, D] with V·N ≥ 2, labels [N]; without labels every image is a class of its
 * own. The paper measures rows as they are; standard here are rows of length 1, for which a margin
 * of 1 has a meaning. Pairs are decided outside the engine, on one reading of the rows.
 *
 * @param margin m, in units of the distance, above 0: negatives farther apart are left alone
 * @param positiveMargin m₊, 0 or more: positives closer together are left alone; the paper has 0
 * @param power q, 1 or 2; the paper takes 2
 * @param distance what d is
 * @param form what the mean runs over
 * @see <a href="https://doi.org/10.1109/CVPR.2006.100">Hadsell et al. 2006, eq. 4</a>
 */
public record ContrastiveMargin(
    double margin, double positiveMargin, int power, Distance distance, Form form)
    implements Loss, Card.Carded {

  private static final String NAME = "Contrastive margin";

  /** What the mean runs over. */
  public enum Form {
    /** Half the mean over all pairs, as in the paper. */
    PAIRS,
    /** The mean over positives above 0 and the mean over negatives above 0, added. */
    PARTS
  }

  /** Checks the settings. */
  public ContrastiveMargin {
    Require.positive("margin", margin);
    Require.notNegative("positiveMargin", positiveMargin);
    Require.within("power", 1, 2, power);
  }

  /** Returns the paper's form at margin 1, on rows of length 1. */
  public static ContrastiveMargin standard() {
    return margin(1);
  }

  /** Returns the paper's form at a margin above 0, on rows of length 1. */
  public static ContrastiveMargin margin(double value) {
    return new ContrastiveMargin(value, 0, 2, Distance.EUCLIDEAN, Form.PAIRS);
  }

  /** Returns a copy that leaves positives alone that are closer, 0 or more. */
  public ContrastiveMargin withPositiveMargin(double value) {
    return new ContrastiveMargin(margin, value, power, distance, form);
  }

  /** Returns a copy whose terms have another power, 1 or 2. */
  public ContrastiveMargin withPower(int value) {
    return new ContrastiveMargin(margin, positiveMargin, value, distance, form);
  }

  /** Returns a copy with another distance. */
  public ContrastiveMargin withDistance(Distance value) {
    return new ContrastiveMargin(margin, positiveMargin, power, value, form);
  }

  /** Returns a copy whose mean runs over something else. */
  public ContrastiveMargin withForm(Form value) {
    return new ContrastiveMargin(margin, positiveMargin, power, distance, value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.severalRows(batch, NAME);
    var table = PairTable.of(batch, distance);
    var hinges = PairHinges.of(table, positiveMargin, margin, power);
    if (form == Form.PAIRS) {
      double half = 0.5 / (hinges.positive().count() + hinges.negative().count());
      return hinges.loss(half, half);
    }
    return hinges.loss(perViolation(hinges.positive()), perViolation(hinges.negative()));
  }

  private static double perViolation(PairHinges.Part part) {
    return 1.0 / Math.max(1, part.violations());
  }

  @Override
  public Card card() {
    boolean pairs = form == Form.PAIRS;
    var attracted = "\\max(0, d_{ij} - m_+)^" + power;
    var repelled = "\\max(0, m - d_{ij})^" + power;
    return new Card(
        NAME,
        "Pulls pairs of one class together and pushes other pairs apart, up to a margin.",
        pairs
            ? "\\mathcal{L} = \\frac{1}{2 |P \\cup N|} \\left[ \\sum_{(i, j) \\in P} %s + \\sum_{(i, j) \\in N} %s \\right]"
                .formatted(attracted, repelled)
            : "\\mathcal{L} = \\frac{1}{|P_{> 0}|} \\sum_{(i, j) \\in P} %s + \\frac{1}{|N_{> 0}|} \\sum_{(i, j) \\in N} %s"
                .formatted(attracted, repelled),
        List.of(
            new Card.Setting(
                "margin", Double.toString(margin), "m > 0: negatives farther apart are left alone"),
            new Card.Setting(
                "positiveMargin",
                Double.toString(positiveMargin),
                "m₊ ≥ 0: positives closer are left alone; the paper has 0"),
            new Card.Setting("power", Integer.toString(power), "1 or 2; the paper takes 2"),
            new Card.Setting(
                "distance", distance.name(), "d; the paper's is EUCLIDEAN_RAW, ours EUCLIDEAN"),
            new Card.Setting(
                "form",
                form.name(),
                "half the mean over all PAIRS, or the PARTS' means over what is above 0, added")),
        "Hadsell et al. 2006, doi 10.1109/CVPR.2006.100, eq. 4",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "margin");
  }
}
