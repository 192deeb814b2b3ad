package alike.loss;

/** What the triplets of one anchor add up to. */
final class TripletTally {

  private final Triplet loss;
  private final double[] distances; // from the anchor
  private final double[] slopes; // of the sum, by each distance
  private final int[] positives;
  private final Foes negatives;
  private double sum;
  private long count;
  private long violations;

  private TripletTally(Triplet loss, double[] distances, int[] positives, int[] negatives) {
    this.loss = loss;
    this.distances = distances;
    this.slopes = new double[distances.length];
    this.positives = positives;
    this.negatives = new Foes(negatives, distances);
  }

  static TripletTally of(PairTable table, int anchor, Triplet loss) {
    int[] positives = table.positives(anchor);
    int[] negatives = table.negatives(anchor);
    var tally = new TripletTally(loss, table.from(anchor), positives, negatives);
    if (positives.length > 0 && negatives.length > 0) {
      tally.mine();
    }
    return tally;
  }

  /** Returns how many positives the anchor has. */
  int positives() {
    return positives.length;
  }

  double sum() {
    return sum;
  }

  /** Returns how many triplets were mined. */
  long count() {
    return count;
  }

  /** Returns how many of them have a loss above 0. */
  long violations() {
    return violations;
  }

  /** Returns the derivatives of the weighted sum by the anchor's distances. */
  double[] slopes(double weight) {
    var weighted = new double[slopes.length];
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] = weight * slopes[i];
    }
    return weighted;
  }

  private void mine() {
    switch (loss.mining()) {
      case BATCH_ALL -> all(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
      case SEMI_HARD -> all(0, loss.margin());
      case BATCH_HARD -> add(farthestPositive(), negatives.nearest());
      case SEMI_HARD_NEAREST -> {
        for (int positive : positives) {
          add(positive, negatives.nearestBeyond(distances[positive] + resolution()));
        }
      }
    }
  }

  /** Adds the triplets whose negative is farther than the positive by more than low, up to high. */
  private void all(double low, double high) {
    double[] far = negatives.distances();
    var pushed = new double[far.length];
    for (int positive : positives) {
      slopes[positive] += row(distances[positive], far, pushed, low + resolution(), high);
    }
    for (int i = 0; i < far.length; i++) {
      slopes[negatives.row(i)] -= pushed[i];
    }
  }

  /** Adds a positive's triplets: the loop in which batch-all spends its time. */
  private double row(double near, double[] far, double[] pushed, double low, double high) {
    boolean soft = loss.hinge() == Triplet.Hinge.SOFT;
    double margin = loss.margin();
    double least = resolution();
    double pulled = 0;
    double total = 0;
    int mined = 0;
    int counted = 0;
    for (int i = 0; i < far.length; i++) {
      double gap = far[i] - near;
      if (gap > low && gap <= high) {
        mined++;
        double excess = margin - gap;
        if (soft) {
          double slope = slope(excess);
          counted++;
          total += term(excess, slope);
          pulled += slope;
          pushed[i] += slope;
        } else if (excess > least) {
          counted++;
          total += excess;
          pulled++;
          pushed[i]++;
        }
      }
    }
    count += mined;
    violations += counted;
    sum += total;
    return pulled;
  }

  private void add(int positive, int negative) {
    var pushed = new double[1];
    double[] far = {distances[negative]};
    slopes[positive] +=
        row(distances[positive], far, pushed, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    slopes[negative] -= pushed[0];
  }

  /** Returns the derivative of ln(1 + eˣ). */
  private static double slope(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Returns ln(1 + eˣ) from x and its derivative there. */
  private static double term(double x, double slope) {
    return x > 0 ? x - Math.log(slope) : -Math.log(1 - slope);
  }

  private double resolution() {
    return loss.distance().resolution();
  }

  private int farthestPositive() {
    int farthest = positives[0];
    for (int positive : positives) {
      farthest = distances[positive] > distances[farthest] ? positive : farthest;
    }
    return farthest;
  }
}
