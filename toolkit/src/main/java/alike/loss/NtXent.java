package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * Picks each view's partner out of all other views of the batch: the loss of SimCLR.
 *
 * <p>{@code L = 1/2N Σᵢ [ ln Σ_{a≠i} exp(sᵢₐ/τ) − sᵢⱼ₍ᵢ₎/τ ]}, with s the cosine similarity and
 * j(i) the other view of the same image.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2; result a scalar in nats. Chance, and total collapse, is ln(2N
 * − 1). The released TensorFlow code returns twice this value.
 *
 * <p>{@link Positives#CLASS} is the form of pytorch-metric-learning for labels, and not the
 * paper's: the mean over all pairs of rows of one class, {@code ln[ exp(sᵢₚ/τ) + Σₙ exp(sᵢₙ/τ) ] −
 * sᵢₚ/τ} with n over the rows of other classes, so that a pair competes with negatives only. It
 * takes any number of views. {@link SupCon} averages over anchors instead.
 *
 * <p>{@link Role#WEIGHTS}, where the batch has them, weigh the anchors of the mean.
 *
 * @param temperature τ, no unit, above 0; smaller values punish near misses harder. The paper takes
 *     0.1 on ImageNet and 0.5 on CIFAR-10
 * @param positives which rows belong together; the paper's are {@code PARTNER}
 * @param tile rows that the engine compares with all others at a time, so that memory grows with
 *     tile × rows; 0 takes the fastest form. With {@code CLASS} it must be 0
 * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, eq. 1</a>
 */
public record NtXent(double temperature, Positives positives, int tile)
    implements Loss, Card.Carded {

  private static final String NAME = "NT-Xent";

  /** Which rows belong together. */
  public enum Positives {
    /** The two views of an image, whatever its class. */
    PARTNER,
    /** Every pair of rows of one class, each on its own. */
    CLASS
  }

  /** Checks the temperature. */
  public NtXent {
    Require.positive("temperature", temperature);
    Tiling.require(tile, positives == Positives.PARTNER, "positives PARTNER");
  }

  /** Returns the paper's loss for ImageNet, at 0.1. */
  public static NtXent standard() {
    return temperature(0.1);
  }

  /** Returns the paper's loss at a temperature above 0. */
  public static NtXent temperature(double value) {
    return new NtXent(value, Positives.PARTNER, Tiling.AUTOMATIC);
  }

  /** Returns the same loss with other positives. */
  public NtXent withPositives(Positives value) {
    return new NtXent(temperature, value, tile);
  }

  /** Returns the same loss with so many rows compared at a time; 0 takes the fastest form. */
  public NtXent tile(int value) {
    return new NtXent(temperature, positives, value);
  }

  @Override
  public NDArray of(Batch batch) {
    if (positives == Positives.CLASS) {
      return plain(batch);
    }
    Needs.twoViews(
        batch,
        NAME,
        "For more views use SupCon, which without labels is NT-Xent over all pairs of views.");
    int rows = 2 * batch.images();
    return Tiling.form(batch, rows, rows, tile)
        .map(form -> form.within(batch.views(), partners(batch), 1 / temperature))
        .orElseGet(() -> plain(batch));
  }

  private static Picks partners(Batch batch) {
    return Picks.partners(batch.images(), Anchors.of(batch, 2 * batch.images(), NAME).shares());
  }

  /** Computes the loss from the whole matrix of similarities. */
  NDArray plain(Batch batch) {
    NDArray logits = Scalars.over(Logits.cosines(batch.rows()), temperature); // [R, R]
    return positives == Positives.PARTNER ? partners(batch, logits) : pairs(batch, logits);
  }

  private static NDArray partners(Batch batch, NDArray logits) {
    int rows = 2 * batch.images();
    var others = Mask.of(rows, rows, (i, a) -> i != a);
    NDArray logProbabilities = Logits.only(logits, others).logSoftmax(1);
    var partner = Pairs.ofPartners(batch.images()).positives();
    double[] shares = Anchors.of(batch, rows, NAME).shares();
    return Logits.weighted(logProbabilities, partner.scaled(shares)).neg();
  }

  private static NDArray pairs(Batch batch, NDArray logits) {
    int[] classes = batch.rowClasses();
    var pairs = Pairs.ofClasses(classes.length, classes);
    int[] counts = pairs.positives().counts();
    Needs.positives(counts, batch, NAME);
    NDArray negatives = Logits.logSum(logits, pairs.negatives()); // [R, 1]
    NDArray losses = Logits.softPlus(logits.sub(negatives).neg()); // [R, R], of each pair
    double[] shares = // of an anchor with all its pairs
        Anchors.of(batch, classes.length, NAME).scaled(row -> counts[row]).shares();
    Arrays.setAll(shares, row -> shares[row] / Math.max(1, counts[row]));
    return Logits.weighted(losses, pairs.positives().scaled(shares));
  }

  @Override
  public Card card() {
    boolean partners = positives == Positives.PARTNER;
    return new Card(
        NAME,
        partners
            ? "Picks each view's partner out of all other views of the batch."
            : "Picks each view of an anchor's class out of the views of other classes, pair by pair.",
        partners
            ? "\\mathcal{L} = -\\frac{1}{2N} \\sum_{i=1}^{2N} \\log"
                + " \\frac{\\exp(z_i \\cdot z_{j(i)} / \\tau)}{\\sum_{a \\neq i} \\exp(z_i \\cdot z_a / \\tau)}"
            : "\\mathcal{L} = -\\frac{1}{\\sum_i |P(i)|} \\sum_i \\sum_{p \\in P(i)} \\log"
                + " \\frac{\\exp(z_i \\cdot z_p / \\tau)}{\\exp(z_i \\cdot z_p / \\tau) + \\sum_{n \\in N(i)} \\exp(z_i \\cdot z_n / \\tau)}",
        List.of(
            new Card.Setting(
                "temperature",
                Double.toString(temperature),
                "τ > 0; smaller punishes near misses harder; 0.1 ImageNet, 0.5 CIFAR-10"),
            new Card.Setting(
                "positives",
                positives.name(),
                "PARTNER is the paper's; CLASS the form of pytorch-metric-learning for labels"),
            Tiling.setting(tile)),
        "Chen et al. 2020, SimCLR, arXiv 2002.05709, eq. 1",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "temperature");
  }
}
