package alike.loss;

import java.util.Arrays;

/** What the triplets of one anchor add up to. */
final class TripletTally {

  private final Triplet loss;
  private final double[] distances; // from the anchor
  private final double[] slopes; // of the sum, by each distance
  private final int[] positives;
  private final int[] negatives;
  private double sum;
  private long count;
  private long violations;

  private TripletTally(Triplet loss, double[] distances, int[] positives, int[] negatives) {
    this.loss = loss;
    this.distances = distances;
    this.slopes = new double[distances.length];
    this.positives = positives;
    this.negatives = negatives;
  }

  static TripletTally of(PairTable table, int anchor, Triplet loss) {
    var tally =
        new TripletTally(
            loss, table.from(anchor), table.positives(anchor), table.negatives(anchor));
    if (tally.positives.length > 0 && tally.negatives.length > 0) {
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
      case BATCH_HARD -> add(extreme(positives, 1), extreme(negatives, -1));
      case SEMI_HARD_NEAREST -> {
        double[] far = far();
        double[] sorted = far.clone();
        Arrays.sort(sorted);
        for (int positive : positives) {
          add(positive, nearestBeyond(distances[positive], far, sorted));
        }
      }
    }
  }

  /** Adds the triplets whose negative is farther than the positive by more than low, up to high. */
  private void all(double low, double high) {
    double[] far = far();
    var pushed = new double[far.length];
    for (int positive : positives) {
      slopes[positive] += row(distances[positive], far, pushed, low + resolution(), high);
    }
    for (int i = 0; i < far.length; i++) {
      slopes[negatives[i]] -= pushed[i];
    }
  }

  /** Returns the distances of the negatives. */
  private double[] far() {
    return Arrays.stream(negatives).mapToDouble(negative -> distances[negative]).toArray();
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

  /** Returns the row at the greatest distance times a sign. */
  private int extreme(int[] rows, int sign) {
    int best = rows[0];
    for (int row : rows) {
      best = sign * distances[row] > sign * distances[best] ? row : best;
    }
    return best;
  }

  /** Returns the nearest negative farther than a distance, else the farthest. */
  private int nearestBeyond(double distance, double[] far, double[] sorted) {
    double least = distance + resolution();
    int at = Arrays.binarySearch(sorted, least);
    at = at < 0 ? -at - 1 : at;
    while (at < sorted.length - 1 && sorted[at] <= least) {
      at++;
    }
    double found = sorted[Math.min(at, sorted.length - 1)];
    int i = 0;
    while (i < far.length - 1 && far[i] != found) {
      i++;
    }
    return negatives[i];
  }
}
