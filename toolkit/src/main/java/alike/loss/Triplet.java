package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps each anchor closer to rows of its class than to rows of other classes, by a margin.
 *
 * <p>{@code L = mean over triplets (a, p, n) of max(0, d(a, p) − d(a, n) + m)}, or with {@code ln(1
 * + exp(·))} in the place of {@code max(0, ·)}. Mining says which triplets of the batch there are,
 * the reduction what the mean runs over.
 *
 * <p>Shapes: views [V, N, D], labels [N]; without labels every image is a class of its own. All
 * rows are anchors; one without positives or negatives is left out, and a batch without any
 * positive is an error. Where mining finds no triplet the loss is 0. Mining runs in plain loops
 * outside the engine, on one reading of the rows.
 *
 * @param margin m, in units of the distance, 0 or more; FaceNet takes 0.2
 * @param mining which triplets; FaceNet takes {@code SEMI_HARD_NEAREST}
 * @param distance what d is; FaceNet takes {@code SQUARED_EUCLIDEAN}
 * @param hinge whether a triplet that keeps the margin still counts a little
 * @param reduction what the mean runs over
 * @see <a href="https://arxiv.org/abs/1503.03832">Schroff et al. 2015, FaceNet, section 3</a>
 * @see <a href="https://arxiv.org/abs/1703.07737">Hermans et al. 2017, batch-all, batch-hard, soft
 *     margin, section 2</a>
 */
public record Triplet(
    double margin, Mining mining, Distance distance, Hinge hinge, Reduction reduction)
    implements Loss, Card.Carded {

  private static final String NAME = "Triplet";

  /** Which triplets of a batch there are. */
  public enum Mining {
    /** Every anchor with every positive and every negative. */
    BATCH_ALL,
    /** Each anchor with its farthest positive and its nearest negative. */
    BATCH_HARD,
    /** All of BATCH_ALL with 0 < d(a, n) − d(a, p) ≤ m. */
    SEMI_HARD,
    /**
     * Each anchor and positive with the nearest negative that is farther than the positive, or the
     * farthest negative if there is none: FaceNet's within a batch.
     */
    SEMI_HARD_NEAREST
  }

  /** What becomes of d(a, p) − d(a, n) + m. */
  public enum Hinge {
    /** max(0, ·). */
    HARD,
    /** ln(1 + exp(·)), the soft margin; usually with margin 0. */
    SOFT
  }

  /** What the mean runs over. */
  public enum Reduction {
    /** Triplets whose loss is above 0. */
    NONZERO,
    /** All mined triplets. */
    ALL,
    /** Anchors that have a triplet: the mean of each anchor's mean. */
    ANCHORS
  }

  /** Checks the margin. */
  public Triplet {
    Require.notNegative("margin", margin);
  }

  /** Returns FaceNet's loss: margin 0.2 on squared distances, semi-hard negatives. */
  public static Triplet standard() {
    return margin(0.2);
  }

  /** Returns FaceNet's loss at a margin of 0 or more. */
  public static Triplet margin(double value) {
    return new Triplet(
        value, Mining.SEMI_HARD_NEAREST, Distance.SQUARED_EUCLIDEAN, Hinge.HARD, Reduction.ALL);
  }

  /** Returns a copy over other triplets. */
  public Triplet withMining(Mining value) {
    return new Triplet(margin, value, distance, hinge, reduction);
  }

  /** Returns a copy with another distance. */
  public Triplet withDistance(Distance value) {
    return new Triplet(margin, mining, value, hinge, reduction);
  }

  /** Returns a copy with a hard or soft margin. */
  public Triplet withHinge(Hinge value) {
    return new Triplet(margin, mining, distance, value, reduction);
  }

  /** Returns a copy whose mean runs over something else. */
  public Triplet withReduction(Reduction value) {
    return new Triplet(margin, mining, distance, hinge, value);
  }

  @Override
  public NDArray of(Batch batch) {
    var table = PairTable.of(batch, distance);
    var tallies = new TripletTally[table.size()];
    table.each(anchor -> tallies[anchor] = TripletTally.of(table, anchor, this));
    int[] positives = Arrays.stream(tallies).mapToInt(TripletTally::positives).toArray();
    Needs.positives(positives, batch, NAME);
    double value = 0;
    var slopes = new double[table.size()][];
    for (int anchor = 0; anchor < slopes.length; anchor++) {
      double weight = weight(tallies[anchor], tallies);
      value += weight * tallies[anchor].sum();
      slopes[anchor] = tallies[anchor].slopes(weight);
    }
    return table.loss(value, slopes);
  }

  /** Returns how much each triplet of an anchor counts in the mean. */
  private double weight(TripletTally own, TripletTally[] all) {
    long shares =
        switch (reduction) {
          case NONZERO -> Arrays.stream(all).mapToLong(TripletTally::violations).sum();
          case ALL -> Arrays.stream(all).mapToLong(TripletTally::count).sum();
          case ANCHORS ->
              own.count() * Arrays.stream(all).filter(tally -> tally.count() > 0).count();
        };
    return shares == 0 ? 0 : 1.0 / shares;
  }

  @Override
  public Card card() {
    var term =
        hinge == Hinge.HARD
            ? "\\max(0, d(a, p) - d(a, n) + m)"
            : "\\log(1 + \\exp(d(a, p) - d(a, n) + m))";
    return new Card(
        NAME,
        "Keeps each anchor closer to rows of its class than to rows of other classes, by a margin.",
        "\\mathcal{L} = \\frac{1}{|T|} \\sum_{(a, p, n) \\in T} " + term,
        List.of(
            new Card.Setting(
                "margin", Double.toString(margin), "m ≥ 0, in units of the distance; FaceNet 0.2"),
            new Card.Setting(
                "mining",
                mining.name(),
                "BATCH_ALL, BATCH_HARD, SEMI_HARD or FaceNet's SEMI_HARD_NEAREST"),
            new Card.Setting("distance", distance.name(), "d; FaceNet takes SQUARED_EUCLIDEAN"),
            new Card.Setting("hinge", hinge.name(), "HARD max(0, ·), or SOFT ln(1 + exp(·))"),
            new Card.Setting(
                "reduction",
                reduction.name(),
                "mean over NONZERO terms, ALL mined triplets, or ANCHORS")),
        "Schroff et al. 2015, FaceNet, arXiv 1503.03832, section 3; Hermans et al. 2017,"
            + " arXiv 1703.07737, section 2",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "margin");
  }
}
