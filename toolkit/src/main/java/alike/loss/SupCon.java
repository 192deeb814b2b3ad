package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Pulls every anchor towards all views of its class: supervised contrastive loss.
 *
 * <p>{@code L_out = mean_i −1/|P(i)| Σ_{p∈P(i)} ln pᵢₚ} and {@code L_in = mean_i −ln( 1/|P(i)|
 * Σ_{p∈P(i)} pᵢₚ )}, with {@code pᵢₚ = exp(sᵢₚ/τ) / Σ_{a≠i} exp(sᵢₐ/τ)}, s the cosine similarity
 * and P(i) the other views of i's class. Without labels every image is a class of its own, and with
 * two views both forms equal {@link NtXent}. With one positive and one negative it is a smooth
 * triplet loss, {@code ln(1 + exp((sᵢₙ − sᵢₚ)/τ))}.
 *
 * <p>Shapes: views [V, N, D] with V·N ≥ 2, labels [N]; result a scalar in nats. An anchor without
 * positives is left out of the mean; a batch without any positive is an error. {@link
 * Role#WEIGHTS}, where the batch has them, weigh the anchors: {@code Σ ωᵢℓᵢ / Σ ωᵢ}. The paper sums
 * over anchors; like the released code this takes the mean.
 *
 * @param temperature τ, no unit, above 0; the paper takes 0.1
 * @param placement where the sum over positives stands; the paper recommends {@code OUT}
 * @param denominator which positives stand below the fraction; the paper's is {@code ALL}
 * @param positivesCap how many rows of other images of its class an anchor may have as positives, a
 *     multiple of V, the first of the batch; the others are neither positives nor negatives. −1
 *     stands for all of them
 * @param anchors which views are anchors; all are candidates
 * @param reduction whether anchors without positives count in the mean
 * @param baseTemperature the loss is multiplied by τ over this; 0 stands for τ itself, a factor of
 *     1. The released PyTorch code takes 0.07, the TensorFlow code 1
 * @param tile rows that the engine compares with all others at a time, so that memory grows with
 *     tile × rows; 0 takes the fastest form. With another denominator than {@code ALL} or a cap of
 *     positives it must be 0, and memory grows with rows × rows
 * @see <a href="https://arxiv.org/abs/2004.11362">Khosla et al. 2020, eq. 2 and 3</a>
 */
public record SupCon(
    double temperature,
    Placement placement,
    Denominator denominator,
    int positivesCap,
    AnchorViews anchors,
    Reduction reduction,
    double baseTemperature,
    int tile)
    implements Loss, Card.Carded {

  private static final String NAME = "SupCon";

  /** Where the sum over the positives stands. */
  public enum Placement {
    /** Outside the logarithm, eq. 2. */
    OUT,
    /** Inside the logarithm, eq. 3. */
    IN
  }

  /** Which rows the denominator sums over. */
  public enum Denominator {
    /** All positives and all negatives. */
    ALL,
    /** The positive of the numerator and all negatives. */
    ONE_POSITIVE,
    /** Negatives alone, as in DCL; an anchor without any is left out. */
    ONLY_NEGATIVES
  }

  /** Which rows are anchors. */
  public enum AnchorViews {
    /** Every view of every image. */
    ALL_VIEWS,
    /** View 0 of every image. */
    ONE_VIEW
  }

  /** What the mean runs over. */
  public enum Reduction {
    /** Anchors that have positives, as in pytorch-metric-learning. */
    WITH_POSITIVES,
    /** All anchors, those without positives counting 0, as in the released code. */
    ALL_ANCHORS
  }

  /** Checks the settings. */
  public SupCon {
    Require.positive("temperature", temperature);
    Require.atLeast("positivesCap", -1, positivesCap);
    Require.notNegative("baseTemperature", baseTemperature);
    Tiling.require(
        tile, denominator == Denominator.ALL && positivesCap < 0, "denominator ALL and no cap");
  }

  /** Returns the paper's loss: L_out at 0.1. */
  public static SupCon standard() {
    return temperature(0.1);
  }

  /** Returns L_out at a temperature above 0. */
  public static SupCon temperature(double value) {
    return new SupCon(
        value,
        Placement.OUT,
        Denominator.ALL,
        -1,
        AnchorViews.ALL_VIEWS,
        Reduction.WITH_POSITIVES,
        0,
        Tiling.AUTOMATIC);
  }

  /** Returns the same loss with the sum inside the logarithm: L_in. */
  public SupCon inside() {
    return withPlacement(Placement.IN);
  }

  /** Returns the same loss with the sum over the positives elsewhere. */
  public SupCon withPlacement(Placement value) {
    return new SupCon(
        temperature, value, denominator, positivesCap, anchors, reduction, baseTemperature, tile);
  }

  /** Returns the same loss with another denominator. */
  public SupCon withDenominator(Denominator value) {
    return new SupCon(
        temperature, placement, value, positivesCap, anchors, reduction, baseTemperature, tile);
  }

  /** Returns the same loss with at most so many positives of other images; −1 stands for all. */
  public SupCon withPositivesCap(int value) {
    return new SupCon(
        temperature, placement, denominator, value, anchors, reduction, baseTemperature, tile);
  }

  /** Returns the same loss with other anchors. */
  public SupCon withAnchors(AnchorViews value) {
    return new SupCon(
        temperature, placement, denominator, positivesCap, value, reduction, baseTemperature, tile);
  }

  /** Returns the same loss with another mean. */
  public SupCon withReduction(Reduction value) {
    return new SupCon(
        temperature, placement, denominator, positivesCap, anchors, value, baseTemperature, tile);
  }

  /** Returns the same loss times its temperature over another one; 0 stands for its own. */
  public SupCon withBaseTemperature(double value) {
    return new SupCon(
        temperature, placement, denominator, positivesCap, anchors, reduction, value, tile);
  }

  /** Returns the same loss with so many rows compared at a time; 0 takes the fastest form. */
  public SupCon tile(int value) {
    return new SupCon(
        temperature,
        placement,
        denominator,
        positivesCap,
        anchors,
        reduction,
        baseTemperature,
        value);
  }

  @Override
  public NDArray of(Batch batch) {
    if (denominator != Denominator.ALL || positivesCap >= 0) {
      return plain(batch);
    }
    long rows = (long) batch.viewCount() * batch.images();
    return Tiling.form(batch, rows, rows, tile)
        .map(form -> form.within(batch.views(), picks(batch), 1 / temperature))
        .orElseGet(() -> plain(batch));
  }

  private Picks picks(Batch batch) {
    var groups = Groups.of(batch.rowClasses());
    int anchorRows = anchorRows(batch);
    int[] positives = IntStream.range(0, anchorRows).map(groups::positives).toArray();
    Needs.positives(positives, batch, NAME);
    var weights = Anchors.of(batch, anchorRows, NAME);
    IntPredicate counts = i -> positives[i] > 0;
    double[] shares =
        reduction == Reduction.WITH_POSITIVES
            ? weights.shares(counts)
            : weights.shares(counts, i -> true);
    double[] all = Arrays.copyOf(shares, batch.viewCount() * batch.images());
    return new Picks(
        groups, Arrays.stream(all).map(share -> share * factor()).toArray(), placement);
  }

  private int anchorRows(Batch batch) {
    return anchors == AnchorViews.ALL_VIEWS ? batch.viewCount() * batch.images() : batch.images();
  }

  /** Returns what the loss is multiplied by. */
  private double factor() {
    return baseTemperature == 0 ? 1 : temperature / baseTemperature;
  }

  /** Computes the loss from the whole matrix of similarities. */
  NDArray plain(Batch batch) {
    var pairs = pairs(batch);
    int[] positives = pairs.positives().counts();
    Needs.positives(positives, batch, NAME);
    double[] shares = shares(batch, pairs, positives);
    NDArray logProbabilities = logProbabilities(logits(batch), pairs); // [A, R]
    NDArray loss =
        placement == Placement.OUT
            ? outside(logProbabilities, pairs.positives(), positives, shares)
            : inside(logProbabilities, pairs.positives(), positives, shares);
    return baseTemperature == 0 ? loss : Scalars.times(loss, factor());
  }

  private Pairs pairs(Batch batch) {
    var all = Pairs.ofClasses(anchorRows(batch), batch.rowClasses());
    if (positivesCap < 0) {
      return all;
    }
    if (positivesCap % batch.viewCount() != 0) {
      throw new IllegalArgumentException(
          "positivesCap must be a multiple of the number of views, %d, got %d: all views of an image are positives, or none."
              .formatted(batch.viewCount(), positivesCap));
    }
    return all.capped(batch.images(), positivesCap / batch.viewCount());
  }

  private NDArray logits(Batch batch) {
    NDArray cosines =
        anchors == AnchorViews.ALL_VIEWS
            ? Logits.cosines(batch.rows())
            : Logits.cosines(batch.view(0), batch.rows());
    return Scalars.over(cosines, temperature); // [A, R]
  }

  private double[] shares(Batch batch, Pairs pairs, int[] positives) {
    int[] negatives = pairs.negatives().counts();
    boolean required = denominator == Denominator.ONLY_NEGATIVES;
    if (required) {
      Needs.negatives(negatives, batch, NAME);
    }
    var weights = Anchors.of(batch, positives.length, NAME);
    IntPredicate counts = i -> positives[i] > 0 && (!required || negatives[i] > 0);
    return reduction == Reduction.WITH_POSITIVES
        ? weights.shares(counts)
        : weights.shares(counts, i -> true);
  }

  private NDArray logProbabilities(NDArray logits, Pairs pairs) {
    return switch (denominator) {
      case ALL -> Logits.only(logits, pairs.both()).logSoftmax(1);
      case ONE_POSITIVE ->
          Logits.softPlus(logits.sub(Logits.logSum(logits, pairs.negatives())).neg()).neg();
      case ONLY_NEGATIVES -> logits.sub(Logits.logSum(logits, pairs.negatives()));
    };
  }

  private static NDArray outside(
      NDArray logProbabilities, Mask positives, int[] counts, double[] shares) {
    var scale = new double[counts.length];
    Arrays.setAll(scale, i -> counts[i] == 0 ? 0 : shares[i] / counts[i]);
    return Logits.weighted(logProbabilities, positives.scaled(scale)).neg();
  }

  private static NDArray inside(
      NDArray logProbabilities, Mask positives, int[] counts, double[] shares) {
    double constant = 0;
    for (int i = 0; i < counts.length; i++) {
      constant += counts[i] == 0 ? 0 : shares[i] * Math.log(counts[i]);
    }
    NDArray sums = Logits.logSum(logProbabilities, positives); // [A, 1]
    return Anchors.mean(sums, shares).neg().add((float) constant);
  }

  @Override
  public Card card() {
    boolean out = placement == Placement.OUT;
    return new Card(
        "SupCon, L_" + (out ? "out" : "in"),
        "Pulls every anchor towards all views of its class.",
        formula(out),
        List.of(
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.1"),
            new Card.Setting(
                "placement",
                placement.name(),
                "of the sum over positives; the paper recommends OUT"),
            new Card.Setting(
                "denominator", denominator.name(), "A(i): the paper's is ALL, without the anchor"),
            new Card.Setting(
                "positivesCap",
                Integer.toString(positivesCap),
                "most positives of other images, a multiple of the views; −1: all, the paper's"),
            new Card.Setting(
                "anchors", anchors.name(), "the paper's are ALL_VIEWS; all are candidates"),
            new Card.Setting(
                "reduction",
                reduction.name(),
                "ALL_ANCHORS, the released code's, counts anchors without positives as 0"),
            new Card.Setting(
                "baseTemperature",
                Double.toString(baseTemperature),
                "factor τ over this; 0: none, the paper's; released: 0.07 PyTorch, 1 TensorFlow"),
            Tiling.setting(tile)),
        "Khosla et al. 2020, arXiv 2004.11362, eq. " + (out ? "2" : "3"),
        toString());
  }

  private String formula(boolean out) {
    var below =
        switch (denominator) {
          case ALL -> "\\sum_{a \\in A(i)} \\exp(z_i \\cdot z_a / \\tau)";
          case ONE_POSITIVE ->
              "\\exp(z_i \\cdot z_p / \\tau) + \\sum_{n \\in N(i)} \\exp(z_i \\cdot z_n / \\tau)";
          case ONLY_NEGATIVES -> "\\sum_{n \\in N(i)} \\exp(z_i \\cdot z_n / \\tau)";
        };
    return (out
            ? "\\mathcal{L}_{out} = \\frac{1}{|I|} \\sum_{i \\in I} \\frac{-1}{|P(i)|} \\sum_{p \\in P(i)} \\log"
            : "\\mathcal{L}_{in} = \\frac{1}{|I|} \\sum_{i \\in I} - \\log \\frac{1}{|P(i)|} \\sum_{p \\in P(i)}")
        + " \\frac{\\exp(z_i \\cdot z_p / \\tau)}{%s}".formatted(below);
  }

  @Override
  public String toString() {
    var outside = Code.of(withPlacement(Placement.OUT), standard(), "temperature");
    return placement == Placement.IN ? outside + ".inside()" : outside;
  }
}
