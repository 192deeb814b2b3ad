package alike.loss;

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
        for (int positive : positives) {
          add(positive, nearestBeyond(distances[positive]));
        }
      }
    }
  }

  /** Adds the triplets whose negative is farther than the positive by more than low, up to high. */
  private void all(double low, double high) {
    for (int positive : positives) {
      for (int negative : negatives) {
        double gap = distances[negative] - distances[positive];
        if (gap > low + resolution() && gap <= high) {
          add(positive, negative);
        }
      }
    }
  }

  private void add(int positive, int negative) {
    double excess = distances[positive] - distances[negative] + loss.margin();
    count++;
    if (loss.hinge() == Triplet.Hinge.SOFT) {
      double share = 1 / (1 + Math.exp(-excess));
      add(positive, negative, Math.max(0, excess) + Math.log1p(Math.exp(-Math.abs(excess))), share);
    } else if (excess > resolution()) {
      add(positive, negative, excess, 1);
    }
  }

  private void add(int positive, int negative, double term, double slope) {
    violations++;
    sum += term;
    slopes[positive] += slope;
    slopes[negative] -= slope;
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
  private int nearestBeyond(double distance) {
    int best = -1;
    for (int row : negatives) {
      if (distances[row] > distance + resolution()
          && (best < 0 || distances[row] < distances[best])) {
        best = row;
      }
    }
    return best < 0 ? extreme(negatives, 1) : best;
  }
}
