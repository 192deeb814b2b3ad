package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Picks each anchor's positive out of one row of every other class.
 *
 * <p>{@code L = mean_k ln( 1 + Σ_{l≠k} exp(aₖ·pₗ − aₖ·pₖ) ) + λ/4 · mean_k (‖aₖ‖² + ‖pₖ‖²)}, one
 * pair (a, p) of each class that has two rows or more: its first two.
 *
 * <p>Shapes: views [V, N, D], labels [N]; without labels every image is a class of its own, and
 * with two views each pair is an image's. Rows are taken as they are, unless scaled to length 1.
 * Result a scalar in nats; a batch without any pair is an error, with one pair the first term is 0.
 * Implementations disagree on the factor of λ: ½, or as here ¼.
 *
 * @param l2 λ, 0 or more, what long rows cost; the field takes 0.002 to 0.02
 * @param length whether rows are taken as they are
 * @see <a
 *     href="https://papers.nips.cc/paper/6200-improved-deep-metric-learning-with-multi-class-n-pair-loss-objective">Sohn
 *     2016, multi-class N-pair loss</a>
 */
public record NPairs(double l2, Length length) implements Loss, Card.Carded {

  private static final String NAME = "N-pairs";

  /** Whether rows are taken as they are. */
  public enum Length {
    /** As they are, as in the paper. */
    KEPT,
    /** Scaled to length 1, as pytorch-metric-learning does by default. */
    UNIT
  }

  /** Checks the settings. */
  public NPairs {
    Require.notNegative("l2", l2);
  }

  /** Returns the paper's loss at λ = 0.002. */
  public static NPairs standard() {
    return l2(0.002);
  }

  /** Returns the paper's loss with a weight of the rows' lengths, 0 or more. */
  public static NPairs l2(double value) {
    return new NPairs(value, Length.KEPT);
  }

  /** Returns a copy whose rows are scaled, or not. */
  public NPairs withLength(Length value) {
    return new NPairs(l2, value);
  }

  @Override
  public NDArray of(Batch batch) {
    var pairs = pairs(batch.rowClasses());
    Needs.positives(new int[] {pairs.size()}, batch, NAME);
    NDArray rows = length == Length.UNIT ? Rows.unit(batch.rows()) : batch.rows();
    NDArray anchors = chosen(rows, pairs, 0); // [C, D]
    NDArray positives = chosen(rows, pairs, 1);
    NDArray own = rows.getManager().eye(pairs.size());
    NDArray picked = anchors.matMul(positives.transpose()).logSoftmax(1).mul(own); // [C, C]
    NDArray lengths = anchors.square().add(positives.square()).sum();
    return Scalars.over(Scalars.times(lengths, (l2 / 4)).sub(picked.sum()), pairs.size());
  }

  private static NDArray chosen(NDArray rows, List<List<Integer>> pairs, int which) {
    int[] index = pairs.stream().mapToInt(pair -> pair.get(which)).toArray();
    return rows.get(rows.getManager().create(index));
  }

  /** Returns the first two rows of each class that has two. */
  private static List<List<Integer>> pairs(int[] classes) {
    var members = new LinkedHashMap<Integer, List<Integer>>();
    for (int row = 0; row < classes.length; row++) {
      members.computeIfAbsent(classes[row], key -> new ArrayList<>()).add(row);
    }
    return members.values().stream().filter(rows -> rows.size() > 1).toList();
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Picks each anchor's positive out of one row of every other class.",
        "\\mathcal{L} = \\frac{1}{C} \\sum_k \\log \\left( 1 + \\sum_{l \\neq k} \\exp( a_k \\cdot p_l -"
            + " a_k \\cdot p_k ) \\right) + \\frac{\\lambda}{4 C} \\sum_k \\left( \\Vert a_k \\Vert^2 + \\Vert p_k \\Vert^2"
            + " \\right)",
        List.of(
            new Card.Setting(
                "l2", Double.toString(l2), "λ ≥ 0, what long rows cost; the field 0.002 to 0.02"),
            new Card.Setting(
                "length", length.name(), "of rows: KEPT as in the paper, or scaled to UNIT")),
        "Sohn 2016, NIPS, multi-class N-pair loss",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "l2");
  }
}
